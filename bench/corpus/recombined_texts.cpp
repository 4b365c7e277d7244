#include <string>
#include <utility>

#include "bench/corpus/distinct_texts.hpp"
#include "bench/corpus/generator.hpp"
#include "bench/corpus/sentence_pool.hpp"

namespace kizuki {
namespace {

class Paragraphs : public CorpusGenerator {
 public:
  explicit Paragraphs(std::uint64_t seed) : random_(seed) {}

  void add(std::string_view title, std::string_view text) {
    pool_.add(text);
    titles_.push_back(squeezed(title));
  }
  bool empty() const { return pool_.empty(); }

  Json next() override {
    std::string title;
    std::string text;
    for (int tries = 0; tries < kDrawsForDistinctText; ++tries) {
      title = titles_[static_cast<std::size_t>(random_.below(titles_.size()))];
      text = pool_.draw_text(random_);
      if (seen_.insert(std::string(title).append("\n").append(text))) break;
    }
    JsonObject paragraph;
    paragraph.emplace_back("id", numbered_id("p-", ++made_, 7));
    paragraph.emplace_back("title", std::move(title));
    paragraph.emplace_back("text", std::move(text));
    return paragraph;
  }

 private:
  SplitMix64 random_;
  SentencePool pool_;
  std::vector<std::string> titles_;
  DistinctTexts seen_;
  std::uint64_t made_ = 0;
};

class Accidents : public CorpusGenerator {
 public:
  explicit Accidents(std::uint64_t seed) : random_(seed) {}

  void add(const Json& source) {
    pool_.add(source.string_or("text", ""));
    JsonObject labels;
    for (const auto& [key, value] : source.as_object()) {
      if (key != "id" && key != "text") labels.emplace_back(key, value);
    }
    labels_.push_back(std::move(labels));
  }
  bool empty() const { return pool_.empty(); }

  Json next() override {
    std::string text;
    for (int tries = 0; tries < kDrawsForDistinctText; ++tries) {
      text = pool_.draw_text(random_);
      if (seen_.insert(text)) break;
    }
    JsonObject accident;
    accident.emplace_back("id", numbered_id("a-", ++made_, 7));
    accident.emplace_back("text", std::move(text));
    const JsonObject& labels = labels_[static_cast<std::size_t>(random_.below(labels_.size()))];
    accident.insert(accident.end(), labels.begin(), labels.end());
    return accident;
  }

 private:
  SplitMix64 random_;
  SentencePool pool_;
  std::vector<JsonObject> labels_;
  DistinctTexts seen_;
  std::uint64_t made_ = 0;
};

Error no_text() {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = "元になるファイルに「text」のある記録がありません。";
  return error;
}

}  // namespace

Result<std::unique_ptr<CorpusGenerator>> make_paragraphs(std::span<const Json> sources,
                                                         std::uint64_t seed) {
  auto paragraphs = std::make_unique<Paragraphs>(seed);
  for (const Json& source : sources) {
    const std::string_view text = source.string_or("text", "");
    if (!text.empty()) paragraphs->add(source.string_or("title", ""), text);
  }
  if (paragraphs->empty()) return no_text();
  return std::unique_ptr<CorpusGenerator>(std::move(paragraphs));
}

Result<std::unique_ptr<CorpusGenerator>> make_accidents(std::span<const Json> sources,
                                                        std::uint64_t seed) {
  auto accidents = std::make_unique<Accidents>(seed);
  for (const Json& source : sources) {
    if (!source.string_or("text", "").empty()) accidents->add(source);
  }
  if (accidents->empty()) return no_text();
  return std::unique_ptr<CorpusGenerator>(std::move(accidents));
}

}  // namespace kizuki
