// The cases that a run of `kizuki essence` works on: read from the library within the reader's
// rights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/sentence_finder.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/essence/know_how.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/library/library.hpp"
#include "engine/tagging/tag_model.hpp"

namespace kizuki {

class ScanCache;

/// One of `--filter`: the facet and the values of which a case must have one.
struct CaseFilter {
  std::string facet;
  std::vector<std::string> values;
};

/// "field=value" as typed; several of one field are alternatives. Errors: kInvalidArgument,
/// kInvalidQuery.
Result<std::vector<CaseFilter>> parse_case_filters(const std::vector<std::string>& typed,
                                                   const Taxonomy& taxonomy);

/// A case ready to be counted, with what the scan found.
struct CorpusCase {
  EssenceCase info;
  ScannedCase scan;
  bool predicted_steps = false;
  bool predicted_issues = false;
  bool cached = false;  // not read again
  /// With CorpusRequest::keep_prepared: what a ScanCacheWriter takes; `prepared` is empty of a case
  /// that the cache has.
  std::string content_hash;
  std::string prepared;
};

struct CorpusTools {
  std::shared_ptr<const Taxonomy> taxonomy;
  std::shared_ptr<const CaseCodec> codec;
  std::shared_ptr<const TagModel> tags;
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::shared_ptr<const CardMatcher> matcher;
};

/// Where and how much is read.
struct CorpusRequest {
  std::vector<CaseFilter> filters;
  std::size_t threads = 1;
  bool discover = true;
  /// Cases that an earlier run has read; null without.
  const ScanCache* cache = nullptr;
  bool keep_prepared = false;
  /// Leaves out the cases whose company's consent has run out on this day ("2026-01-31"); empty:
  /// none.
  std::string consent_on;
  std::uint64_t most_cases = 0;   // more that may be read are refused; 0: any number
  std::function<bool()> stopped;  // asked now and then: whether to give up; may be empty
};

/// What was read, beside the cases.
struct CorpusSummary {
  std::uint64_t sequence = 0;         // of the library
  std::uint64_t cases = 0;            // that the filters let through
  std::uint64_t predicted_steps = 0;  // cases whose steps are the tagger's
  std::uint64_t predicted_issues = 0;
  std::uint64_t cached = 0;  // cases that were not read again
  std::string fingerprint;   // SHA-256 over ids, content hashes and filters of the cases
};

/// Told of cases read and in all.
using CorpusProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Reads each readable case of the library's newest state in the order of ids within a compartment,
/// and hands those that the filters let through to `take`, on the calling thread. Compartments that
/// `scope` may not read are not looked into. Errors: the library's, the codec's with the case's id;
/// kLimitExceeded (most_cases), kCancelled (stopped).
Result<CorpusSummary> read_corpus(const Library& library, const ReaderScope& scope,
                                  const CorpusTools& tools, const CorpusRequest& request,
                                  const CorpusProgress& progress,
                                  const std::function<void(CorpusCase)>& take);

/// Reads the texts of cases as they were scanned (decode_stored_texts), on `threads` threads.
/// Errors: kNotFound when one has been erased since, kCancelled (stopped). `library` must outlive
/// it.
ReadCases read_corpus_cases(const Library& library, std::size_t threads,
                            std::function<bool()> stopped);

/// Reads the current record of a case within reach. All must outlive it.
ReadRecord records_within(const Library& library, const ReaderScope& scope, const CaseCodec& codec);

/// Whether every case may still be shown as it was read: present, and in a compartment that may be
/// read.
Result<bool> all_still_readable(const Library& library, const ReaderScope& scope,
                                const std::vector<EssenceCase>& cases);

}  // namespace kizuki
