#include "engine/index/posting_lists.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <xapian.h>

namespace kizuki {
namespace {

/// An entry of its own: list and table nodes, string, columns' heads.
constexpr std::size_t kEntryBytes = 256;

PostingList unpack(const Xapian::Database& database, const std::string& term) {
  constexpr Xapian::termcount kHighest = std::numeric_limits<std::uint16_t>::max();
  PostingList list;
  const Xapian::doccount size = database.get_termfreq(term);
  list.documents.reserve(size);
  list.frequencies.reserve(size);
  const Xapian::docid highest = database.get_lastdocid();
  Xapian::docid last = 0;
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end; ++at) {
    const Xapian::docid document = *at;
    if (document <= last || document > highest) {
      throw Xapian::DatabaseCorruptError("posting list out of order");
    }
    last = document;
    list.documents.push_back(document);
    list.frequencies.push_back(static_cast<std::uint16_t>(std::min(at.get_wdf(), kHighest)));
  }
  return list;
}

}  // namespace

std::shared_ptr<const PostingList> PostingLists::list(std::string_view term) {
  if (const auto kept = by_term_.find(term); kept != by_term_.end()) {
    entries_.splice(entries_.begin(), entries_, kept->second);
    return entries_.front().list;
  }
  auto list = std::make_shared<const PostingList>(unpack(*database_, std::string(term)));
  keep(term, list);
  return list;
}

std::uint32_t PostingLists::document_frequency(std::string_view term) {
  if (const auto kept = by_term_.find(term); kept != by_term_.end()) {
    return static_cast<std::uint32_t>(kept->second->list->documents.size());
  }
  return database_->get_termfreq(std::string(term));
}

void PostingLists::keep(std::string_view term, std::shared_ptr<const PostingList> list) {
  const std::size_t posting = sizeof(std::uint32_t) + sizeof(std::uint16_t);
  const std::size_t bytes = kEntryBytes + 2 * term.size() + list->documents.size() * posting;
  if (bytes > most_bytes_) return;
  entries_.push_front({std::string(term), std::move(list), bytes});
  by_term_.emplace(entries_.front().term, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().bytes;
    by_term_.erase(entries_.back().term);
    entries_.pop_back();
  }
}

}  // namespace kizuki
