#include "engine/query/group_source.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <xapian.h>

#include "engine/index/index_term.hpp"

namespace kizuki {
namespace {

struct StoredMember {
  std::vector<std::string> terms;
  double score = 0.0;
};
using StoredGroup = std::vector<StoredMember>;

constexpr Xapian::docid kEnd = 0;  // no document has this number

/// The documents of one database that have all terms of a member, ascending.
class MemberCursor {
 public:
  MemberCursor(const Xapian::Database& database, const StoredMember& member)
      : score_(member.score) {
    for (const std::string& term : member.terms) {
      List& list = lists_.emplace_back();
      list.at = database.postlist_begin(term);
      list.end = database.postlist_end(term);
      list.look();
    }
    settle(1);
  }

  /// kEnd behind the last one.
  Xapian::docid document() const { return document_; }
  double score() const { return score_; }
  void next() { settle(document_ + 1); }
  void skip_to(Xapian::docid document) {
    if (document_ != kEnd && document_ < document) settle(document);
  }

 private:
  struct List {
    Xapian::PostingIterator at;
    Xapian::PostingIterator end;
    Xapian::docid document = kEnd;  // at `at`, which is dear to ask

    void look() { document = at == end ? kEnd : *at; }
    /// To the first document from `wanted` on.
    void skip_to(Xapian::docid wanted) {
      if (document == kEnd || document >= wanted) return;
      at.skip_to(wanted);
      look();
    }
  };

  /// To the first document from `wanted` on that all lists have.
  void settle(Xapian::docid wanted) {
    for (std::size_t agreeing = 0; agreeing < lists_.size();) {
      agreeing = 0;
      for (List& list : lists_) {
        list.skip_to(wanted);
        if (list.document == kEnd) {
          document_ = kEnd;
          return;
        }
        if (list.document > wanted) {
          wanted = list.document;
          break;
        }
        ++agreeing;
      }
    }
    document_ = wanted;
  }

  double score_;
  std::vector<List> lists_;
  Xapian::docid document_ = kEnd;
};

/// The union of the members. Xapian clones it for every database of a query.
class GroupSource : public Xapian::PostingSource {
 public:
  explicit GroupSource(std::shared_ptr<const StoredGroup> group) : group_(std::move(group)) {}

  Xapian::doccount get_termfreq_min() const override { return least_; }
  Xapian::doccount get_termfreq_est() const override { return estimate_; }
  Xapian::doccount get_termfreq_max() const override { return most_; }

  void init(const Xapian::Database& database) override {
    members_.clear();
    started_ = false;
    count(database);
    double highest = 0.0;
    for (const StoredMember& member : *group_) {
      MemberCursor cursor(database, member);
      if (cursor.document() == kEnd) continue;
      highest = std::max(highest, member.score);
      members_.push_back(std::move(cursor));
    }
    set_maxweight(highest);
  }

  void next(double) override {
    if (started_) {
      for (MemberCursor& member : members_) {
        if (member.document() == document_) member.next();
      }
    }
    started_ = true;
    find_first();
  }

  void skip_to(Xapian::docid document, double) override {
    if (started_ && (document_ == kEnd || document_ >= document)) return;
    for (MemberCursor& member : members_) member.skip_to(document);
    started_ = true;
    find_first();
  }

  bool at_end() const override { return started_ && document_ == kEnd; }
  Xapian::docid get_docid() const override { return document_; }

  double get_weight() const override {
    double weight = 0.0;
    for (const MemberCursor& member : members_) {
      if (member.document() == document_) weight = std::max(weight, member.score());
    }
    return weight;
  }

  /// Xapian deletes what it is given.
  Xapian::PostingSource* clone() const override {
    return std::make_unique<GroupSource>(group_).release();
  }

 private:
  void count(const Xapian::Database& database) {
    least_ = most_ = 0;
    double without = 1.0;
    const Xapian::doccount all = database.get_doccount();
    for (const StoredMember& member : *group_) {
      Xapian::doccount fewest = all;
      for (const std::string& term : member.terms) {
        fewest = std::min(fewest, database.get_termfreq(term));
      }
      if (member.terms.size() == 1) least_ = std::max(least_, fewest);
      most_ += std::min(fewest, all - most_);
      if (all > 0) without *= 1.0 - static_cast<double>(fewest) / static_cast<double>(all);
    }
    const auto guess = static_cast<Xapian::doccount>(static_cast<double>(all) * (1.0 - without));
    estimate_ = std::clamp(guess, least_, most_);
  }

  void find_first() {
    document_ = kEnd;
    for (const MemberCursor& member : members_) {
      if (member.document() == kEnd) continue;
      if (document_ == kEnd || member.document() < document_) document_ = member.document();
    }
  }

  std::shared_ptr<const StoredGroup> group_;
  std::vector<MemberCursor> members_;  // that the database has
  Xapian::docid document_ = kEnd;
  Xapian::doccount least_ = 0;
  Xapian::doccount estimate_ = 0;
  Xapian::doccount most_ = 0;
  bool started_ = false;
};

}  // namespace

Xapian::Query group_query(const ScoredGroup& group) {
  auto stored = std::make_shared<StoredGroup>();
  for (const ScoredGroup::Member& member : group.members) {
    StoredMember& kept = stored->emplace_back();
    kept.score = member.score;
    for (const PlanTerm& term : member.terms) {
      kept.terms.push_back(content_term(term.kind, term.text));
    }
  }
  return Xapian::Query(std::make_unique<GroupSource>(std::move(stored)).release()->release());
}

}  // namespace kizuki
