#include "server/app/result_cache.hpp"

#include <utility>
#include <vector>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

/// No single result may push out all others.
constexpr std::size_t kLargestShare = 8;
/// An entry of its own: list and table nodes, digest.
constexpr std::size_t kEntryBytes = 256;

std::string digest_of(std::string_view question) {
  const Sha256Digest digest = sha256(question);
  return {digest.begin(), digest.end()};
}

std::size_t size_of(const std::string& text) { return sizeof(std::string) + text.capacity(); }

std::size_t size_of(const std::vector<std::string>& texts) {
  std::size_t size = sizeof(std::vector<std::string>);
  for (const std::string& text : texts) size += size_of(text);
  return size;
}

std::size_t size_of(const HitExplanation& explanation) {
  std::size_t size = sizeof(explanation);
  for (const MatchPlace& place : explanation.places) {
    size += sizeof(place) + place.heading.capacity() + size_of(place.words) +
            place.steps.capacity() * sizeof(int);
  }
  for (const KnowHowReason& reason : explanation.know_how) {
    size += sizeof(reason) + reason.card.capacity() + reason.label.capacity() +
            reason.asked.capacity() + reason.found.capacity();
  }
  return size;
}

std::size_t size_of(const Hit& hit) {
  std::size_t size = sizeof(hit) + hit.id.capacity() + hit.compartment.capacity() +
                     hit.title.capacity() + hit.title_marks.capacity() * sizeof(TextSpan);
  for (const Snippet& snippet : hit.snippets) {
    size += sizeof(snippet) + snippet.text.capacity() + snippet.marks.capacity() * sizeof(TextSpan);
  }
  for (const HitFacet& facet : hit.facets) {
    size += sizeof(facet) + facet.name.capacity() + facet.value.capacity();
  }
  for (const MatchedWord& word : hit.matched) {
    size += sizeof(word) + word.word.capacity() + word.asked.capacity();
  }
  for (const AttributeReason& reason : hit.reasons) {
    size += sizeof(reason) + reason.name.capacity() + size_of(reason.asked) +
            size_of(reason.found) + size_of(reason.shared);
  }
  for (const CaseAddress& copy : hit.near_duplicates) {
    size += size_of(copy.id) + size_of(copy.compartment);
  }
  if (hit.explanation) size += size_of(*hit.explanation);
  return size;
}

std::size_t size_of(const HitList& list) {
  std::size_t size = sizeof(list) + size_of(list.ignored_words);
  for (const Hit& hit : list.hits) size += size_of(hit);
  for (const FacetCounts& counts : list.facets) {
    size += sizeof(counts) + counts.name.capacity();
    for (const FacetCount& count : counts.values) size += sizeof(count) + count.value.capacity();
  }
  for (const Expansion& expansion : list.expansions) {
    size += sizeof(expansion) + expansion.asked.capacity();
    for (const Expansion::Word& word : expansion.words) size += sizeof(word) + size_of(word.text);
  }
  for (const UnderstoodAttribute& attribute : list.understanding.attributes) {
    size += sizeof(attribute) + attribute.facet.capacity() + attribute.value.capacity() +
            attribute.because.capacity();
  }
  for (const IssueCandidate& issue : list.understanding.issue_profile) {
    size += sizeof(issue) + issue.issue.capacity();
  }
  return size;
}

std::size_t size_of(const QueryNode& node) {
  std::size_t size = sizeof(node) + node.facet.capacity() + node.text.capacity();
  for (const QueryNode& child : node.children) size += size_of(child);
  return size;
}

std::size_t size_of(const SearchAdvice& advice) {
  std::size_t size = sizeof(advice);
  for (const Relaxation& relaxation : advice.relaxations) {
    size += sizeof(relaxation) + relaxation.relaxed.dropped.capacity() +
            size_of(relaxation.relaxed.query.root);
  }
  if (advice.suggestion) {
    size += advice.suggestion->query.capacity() + advice.suggestion->from.capacity() +
            advice.suggestion->to.capacity();
  }
  return size;
}

}  // namespace

std::size_t size_in_memory(const KeptResult& result) {
  return size_of(result.hits) + size_of(result.advice);
}

bool ResultCache::is_current(const State& state) const {
  const auto& mine = state_.generation;
  const auto& theirs = state.generation;
  return !mine.owner_before(theirs) && !theirs.owner_before(mine) &&
         state_.library_sequence == state.library_sequence &&
         state_.card_sequence == state.card_sequence;
}

void ResultCache::clear() {
  by_digest_.clear();
  entries_.clear();
  bytes_ = 0;
}

std::shared_ptr<const KeptResult> ResultCache::find(const State& state, std::string_view question) {
  if (most_bytes_ == 0) return nullptr;
  const std::string digest = digest_of(question);
  const std::lock_guard lock(mutex_);
  if (!is_current(state)) {
    clear();
    state_ = state;
  }
  const auto kept = by_digest_.find(digest);
  if (kept == by_digest_.end()) {
    ++missed_;
    return nullptr;
  }
  ++found_;
  entries_.splice(entries_.begin(), entries_, kept->second);
  return entries_.front().result;
}

void ResultCache::keep(const State& state, std::string_view question, KeptResult result) {
  const std::size_t bytes = size_in_memory(result) + kEntryBytes;
  if (bytes > most_bytes_ / kLargestShare) return;
  std::string digest = digest_of(question);
  auto kept = std::make_shared<const KeptResult>(std::move(result));
  const std::lock_guard lock(mutex_);
  if (!is_current(state) || by_digest_.count(digest) > 0) return;
  entries_.push_front({std::move(digest), std::move(kept), bytes});
  by_digest_.emplace(entries_.front().digest, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().bytes;
    by_digest_.erase(entries_.back().digest);
    entries_.pop_back();
  }
}

void ResultCache::drop_stale(const std::shared_ptr<const Generation>& current) {
  const std::lock_guard lock(mutex_);
  const auto& mine = state_.generation;
  if (!mine.owner_before(current) && !current.owner_before(mine)) return;
  clear();
  state_ = {};
}

ResultCache::Counts ResultCache::counts() const {
  const std::lock_guard lock(mutex_);
  return {found_, missed_, entries_.size(), bytes_};
}

}  // namespace kizuki
