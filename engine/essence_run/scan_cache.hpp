// What was read of cases in an earlier run: a change of cards scores it anew without reading the
// cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/result.hpp"
#include "engine/essence_run/essence_corpus.hpp"

namespace kizuki {

/// The file's name in the folder of derived files.
inline constexpr std::string_view kScanCacheName = "essence-scans";
/// A larger file is not kept: some 20,000 cases of 4 KB.
inline constexpr std::size_t kMostScanBytes = std::size_t{256} << 20U;

/// What a prepared case depends on beside its content: analyser, models, taxonomy, form of the
/// file.
std::string scan_cache_key(const CorpusTools& tools);

/// Prepared cases by id and content. Immutable, shared by threads.
class ScanCache {
 public:
  /// An empty one when there is no file, when it was made under another key or does not match its
  /// own hash: it can always be made again.
  static ScanCache open(const std::filesystem::path& file, std::string_view key);

  /// The bytes of encode_corpus_case; they stay valid while the cache lives.
  std::optional<std::string_view> find(std::string_view id, std::string_view content_hash) const;
  std::size_t size() const { return cases_.size(); }

 private:
  struct Entry {
    std::string_view content_hash;
    std::string_view bytes;
  };
  std::optional<MappedFile> file_;
  std::unordered_map<std::string_view, Entry> cases_;
};

/// Collects prepared cases for a file. One a thread.
class ScanCacheWriter {
 public:
  explicit ScanCacheWriter(std::string_view key);
  /// Nothing more is taken once the file would be larger than kMostScanBytes.
  void add(std::string_view id, std::string_view content_hash, std::string_view bytes);
  bool fits() const { return fits_; }
  /// The bytes of the file; ends the collection.
  std::string take();

 private:
  std::string bytes_;
  bool fits_ = true;
};

/// Tells whether the scans of a run will make a file of at most `most` bytes: not only when they
/// have filled it, but as soon as the first thousand cases show that all will come to more than
/// twice as much, so that a run over a large collection does not hold them in vain.
class ScanBudget {
 public:
  explicit ScanBudget(std::uint64_t most = kMostScanBytes) : most_(most) {}
  /// Cases of the run in all; until it is said only what is there counts.
  void expect(std::uint64_t cases) { expected_ = cases; }
  /// Counts one more case; false from the case on that makes it too much, then always.
  bool take(std::uint64_t bytes);
  bool fits() const { return fits_; }

 private:
  std::uint64_t most_;
  std::uint64_t expected_ = 0;
  std::uint64_t cases_ = 0;
  std::uint64_t bytes_ = 0;
  bool fits_ = true;
};

/// A case as it is before cards are looked at: counted facts and prepared sentences.
struct PreparedCorpusCase {
  EssenceCase info;  // without row and compartment: these are the stored row's
  PreparedScan scan;
  bool predicted_steps = false;
  bool predicted_issues = false;
};

std::string encode_corpus_case(const PreparedCorpusCase& one);
/// Replaces `out`; false when the bytes are no case. `features`: as for decode_scan.
bool decode_corpus_case(std::string_view bytes, std::size_t features, PreparedCorpusCase& out);

}  // namespace kizuki
