// Builds the Xapian database of a compartment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/postings.hpp"

namespace kizuki {

/// A document ready to be added. Made by any thread, used by one at a time.
class IndexDocument {
 public:
  explicit IndexDocument(const std::vector<Posting>& postings);
  ~IndexDocument();
  IndexDocument(IndexDocument&&) noexcept;
  IndexDocument& operator=(IndexDocument&&) noexcept;

  std::uint64_t postings() const;

 private:
  friend class TextIndexWriter;
  struct State;
  std::unique_ptr<State> state_;
};

/// Adds documents 1, 2, … to parts of kCasesPerPart, commits unsynced every kCasesPerCommit (or
/// kPostingsPerCommit), and compacts the parts in order into one database: no positions, no
/// termlist, no values, no document data. The bytes depend on the documents and their order alone.
/// One a thread. After an error it accepts nothing more.
class TextIndexWriter {
 public:
  /// Parts go to `<folder>/parts`, the result to `<folder>/text`; `folder` must be there.
  explicit TextIndexWriter(const std::filesystem::path& folder);
  ~TextIndexWriter();
  TextIndexWriter(TextIndexWriter&&) noexcept;
  TextIndexWriter& operator=(TextIndexWriter&&) noexcept;

  /// Errors: kNoSpace, kPermissionDenied, kIo, kInternal.
  Result<void> add(const IndexDocument& document);

  /// Compacts and removes the parts. Not synced. Errors as add.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
