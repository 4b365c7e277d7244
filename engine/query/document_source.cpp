#include "engine/query/document_source.hpp"

#include <algorithm>
#include <utility>

#include <xapian.h>

namespace kizuki {
namespace {

/// Lists the documents of one database in ascending order. Xapian clones it for every
/// database of a query and tells the clone no more than that database: hence the UUID.
class DocumentSource : public Xapian::PostingSource {
 public:
  explicit DocumentSource(std::shared_ptr<const DocumentsByDatabase> documents)
      : documents_(std::move(documents)) {}

  Xapian::doccount get_termfreq_min() const override { return count(); }
  Xapian::doccount get_termfreq_est() const override { return count(); }
  Xapian::doccount get_termfreq_max() const override { return count(); }

  void init(const Xapian::Database& database) override {
    const auto found = documents_->find(database.get_uuid());
    list_ = found == documents_->end() ? nullptr : &found->second;
    at_ = 0;
    started_ = false;
  }

  void next(double) override {
    if (started_) ++at_;
    started_ = true;
  }

  void skip_to(Xapian::docid document, double) override {
    started_ = true;
    if (list_ == nullptr) return;
    const auto from = list_->begin() + static_cast<std::ptrdiff_t>(std::min(at_, list_->size()));
    at_ = static_cast<std::size_t>(std::lower_bound(from, list_->end(), document) - list_->begin());
  }

  bool at_end() const override { return started_ && at_ >= count(); }
  Xapian::docid get_docid() const override { return (*list_)[at_]; }

  /// Xapian deletes what it is given.
  Xapian::PostingSource* clone() const override {
    return std::make_unique<DocumentSource>(documents_).release();
  }

 private:
  Xapian::doccount count() const {
    return list_ == nullptr ? 0 : static_cast<Xapian::doccount>(list_->size());
  }

  std::shared_ptr<const DocumentsByDatabase> documents_;
  const std::vector<std::uint32_t>* list_ = nullptr;  // of the database; null: none
  std::size_t at_ = 0;
  bool started_ = false;
};

}  // namespace

Xapian::Query query_of_documents(std::shared_ptr<const DocumentsByDatabase> documents) {
  auto source = std::make_unique<DocumentSource>(std::move(documents));
  return Xapian::Query(source.release()->release());
}

}  // namespace kizuki
