#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/corpus/distinct_texts.hpp"
#include "bench/corpus/generator.hpp"
#include "engine/base/utf8.hpp"
#include "engine/eval/random.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastCharacters = 2;
constexpr std::size_t kMostCharacters = 6;
constexpr std::uint64_t kMostWords = 3;

/// Not the engine's classes of characters on purpose: the queries must stay the same when those
/// change.
enum class Script { kOther, kKanji, kKatakana };

Script script_of(char32_t c) {
  if ((c >= 0x4E00 && c <= 0x9FFF) || c == 0x3005) return Script::kKanji;
  if (c >= 0x30A1 && c <= 0x30FC) return Script::kKatakana;
  return Script::kOther;
}

class WordQueries : public CorpusGenerator {
 public:
  explicit WordQueries(std::uint64_t seed) : random_(seed) {}

  void add(const Json& source) {
    add_words(source.string_or("text", ""));
    const Json* const sections = source.find("sections");
    if (sections == nullptr || !sections->is_array()) return;
    for (const Json& section : sections->as_array()) add_words(section.string_or("text", ""));
  }
  bool empty() const { return words_.empty(); }

  Json next() override {
    std::string text;
    for (int tries = 0; tries < kDrawsForDistinctText; ++tries) {
      text = draw_query();
      if (seen_.insert(text)) break;
    }
    JsonObject query;
    query.emplace_back("id", numbered_id("w-", ++made_, 7));
    query.emplace_back("kind", "kw");
    query.emplace_back("text", std::move(text));
    return query;
  }

 private:
  /// Runs of one script: what a person would take out of the text to search for.
  void add_words(std::string_view text) {
    std::size_t begin = 0;
    std::size_t characters = 0;
    Script script = Script::kOther;
    const auto end_word = [&](std::size_t end) {
      if (script != Script::kOther && characters >= kLeastCharacters &&
          characters <= kMostCharacters) {
        words_.emplace_back(text.substr(begin, end - begin));
      }
    };
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t here = at;
      const Script next = script_of(utf8_next(text, at));
      if (next != script) {
        end_word(here);
        begin = here;
        characters = 0;
        script = next;
      }
      ++characters;
    }
    end_word(text.size());
  }

  std::string draw_query() {
    std::string text;
    for (std::uint64_t left = 1 + random_.below(kMostWords); left > 0; --left) {
      if (!text.empty()) text += " ";
      text += words_[static_cast<std::size_t>(random_.below(words_.size()))];
    }
    return text;
  }

  SplitMix64 random_;
  std::vector<std::string> words_;  // as often as the texts have them
  DistinctTexts seen_;
  std::uint64_t made_ = 0;
};

}  // namespace

Result<std::unique_ptr<CorpusGenerator>> make_queries(std::span<const Json> sources,
                                                      std::uint64_t seed) {
  auto queries = std::make_unique<WordQueries>(seed);
  for (const Json& source : sources) queries->add(source);
  if (queries->empty()) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "元になるファイルに、漢字やカタカナの語のある本文がありません。";
    return error;
  }
  return std::unique_ptr<CorpusGenerator>(std::move(queries));
}

}  // namespace kizuki
