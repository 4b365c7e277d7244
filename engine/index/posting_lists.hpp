// The posting lists of a text index, unpacked and kept while they are used again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Xapian {
class Database;
}

namespace kizuki {

/// The documents of a term, ascending and within the database's, and how often each has it (wdf′ of
/// postings.hpp, 0 for boolean terms; at most 255, far above its cap), in columns of one length.
struct PostingList {
  std::vector<std::uint32_t> documents;
  std::vector<std::uint8_t> frequencies;
};

/// Unpacks each list once. A query's words are much the same as those of the queries before it, and
/// to walk an unpacked list costs a tenth of what it costs to unpack it
/// (bench/results/2026-11-29-matching.md). Keeps those
/// that were used last, as far as they fit. One a thread; refers to the database.
class PostingLists {
 public:
  /// Six million postings.
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20;

  explicit PostingLists(const Xapian::Database& database, std::size_t most_bytes = kMostBytes)
      : database_(&database), most_bytes_(most_bytes) {}

  /// Of a term of index_term.hpp; empty when no document has it. Never null; stays readable when it
  /// is no longer kept. May throw Xapian::Error, also when the list is damaged.
  std::shared_ptr<const PostingList> list(std::string_view term);
  /// The documents that have all of the terms, one or more, without frequencies; kept likewise. May
  /// throw as list.
  std::shared_ptr<const PostingList> list_of_all(const std::vector<std::string>& terms);
  /// Documents that have the term; without a look at the list. May throw Xapian::Error.
  std::uint32_t document_frequency(std::string_view term);

  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string term;
    std::shared_ptr<const PostingList> list;
    std::size_t bytes = 0;
  };
  std::shared_ptr<const PostingList> kept(std::string_view term);
  void keep(std::string_view term, std::shared_ptr<const PostingList> list);

  const Xapian::Database* database_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_term_;
};

}  // namespace kizuki
