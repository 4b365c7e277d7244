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
  constexpr Xapian::termcount kHighest = std::numeric_limits<std::uint8_t>::max();
  PostingList list;
  const std::size_t size = database.get_termfreq(term);
  list.documents.resize(size);
  list.frequencies.resize(size);
  const Xapian::docid highest = database.get_lastdocid();
  Xapian::docid last = 0;
  std::size_t place = 0;
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end; ++at, ++place) {
    const Xapian::docid document = *at;
    if (document <= last || document > highest || place == size) {
      throw Xapian::DatabaseCorruptError("posting list out of order");
    }
    last = document;
    list.documents[place] = document;
    list.frequencies[place] = static_cast<std::uint8_t>(std::min(at.get_wdf(), kHighest));
  }
  if (place != size) throw Xapian::DatabaseCorruptError("posting list too short");
  return list;
}

/// Leaves those of `documents` that `others`, which are more, have too; both ascending. Steps that
/// double until they are too far: neighbours cost little, gaps cost their logarithm.
void intersect(std::vector<std::uint32_t>& documents, const std::vector<std::uint32_t>& others) {
  auto at = others.begin();
  const auto is_missing = [&](std::uint32_t document) {
    std::ptrdiff_t step = 1;
    auto low = at;
    while (step < others.end() - low && low[step] < document) {
      low += step;
      step *= 2;
    }
    at = std::lower_bound(low, low + std::min(step + 1, others.end() - low), document);
    return at == others.end() || *at != document;
  };
  documents.erase(std::remove_if(documents.begin(), documents.end(), is_missing), documents.end());
}

}  // namespace

std::shared_ptr<const PostingList> PostingLists::kept(std::string_view term) {
  const auto found = by_term_.find(term);
  if (found == by_term_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return entries_.front().list;
}

std::shared_ptr<const PostingList> PostingLists::list(std::string_view term) {
  if (auto list = kept(term)) return list;
  auto list = std::make_shared<const PostingList>(unpack(*database_, std::string(term)));
  keep(term, list);
  return list;
}

std::shared_ptr<const PostingList> PostingLists::list_of_all(
    const std::vector<std::string>& terms) {
  if (terms.size() == 1) return list(terms.front());
  std::string key;  // no term has this byte in front
  for (const std::string& term : terms) key.append(1, '\0').append(term);
  if (auto list = kept(key)) return list;
  std::vector<std::shared_ptr<const PostingList>> lists;
  lists.reserve(terms.size());
  for (const std::string& term : terms) lists.push_back(list(term));
  std::sort(lists.begin(), lists.end(), [](const auto& left, const auto& right) {
    return left->documents.size() < right->documents.size();
  });
  auto common = std::make_shared<PostingList>();
  common->documents = lists.front()->documents;
  for (std::size_t i = 1; i < lists.size(); ++i) intersect(common->documents, lists[i]->documents);
  keep(key, common);
  return common;
}

std::uint32_t PostingLists::document_frequency(std::string_view term) {
  if (const auto kept = by_term_.find(term); kept != by_term_.end()) {
    return static_cast<std::uint32_t>(kept->second->list->documents.size());
  }
  return database_->get_termfreq(std::string(term));
}

void PostingLists::keep(std::string_view term, std::shared_ptr<const PostingList> list) {
  const std::size_t posting = sizeof(std::uint32_t) + sizeof(std::uint8_t);
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
