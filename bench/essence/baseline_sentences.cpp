#include "bench/essence/baselines.hpp"
#include "engine/base/utf8.hpp"
#include "engine/essence/action_phrase.hpp"
#include "engine/essence/training/essence_trainer.hpp"

namespace kizuki {
namespace {

bool is_noun(const Token& token) {
  return token.pos == PartOfSpeech::kNoun || token.pos == PartOfSpeech::kProperNoun ||
         token.pos == PartOfSpeech::kNounSuffix || token.pos == PartOfSpeech::kPrefix;
}

bool is_content(const Token& token) {
  return is_noun(token) || token.pos == PartOfSpeech::kVerb ||
         token.pos == PartOfSpeech::kAdjective || token.pos == PartOfSpeech::kAdverb;
}

void read_pairs(std::string_view text, BaselineSentence& out) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = utf8_next(text, at);
    const bool digit = character >= U'0' && character <= U'9';
    if (digit && !characters.empty() && characters.back() == U'0') continue;
    characters += digit ? U'0' : character;
  }
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    std::string& pair = out.pairs.emplace_back();
    utf8_append(pair, characters[i]);
    utf8_append(pair, characters[i + 1]);
  }
}

void read_words(std::span<const Token> tokens, BaselineSentence& out) {
  std::string compound;
  std::vector<std::string> run;
  const auto end_compound = [&] {
    if (!compound.empty()) out.compounds.push_back(std::exchange(compound, {}));
  };
  const auto end_run = [&] {
    if (!run.empty()) out.runs.push_back(std::exchange(run, {}));
  };
  for (const Token& token : tokens) {
    if (is_content(token)) {
      out.lemmas.emplace_back(token.base);
      run.emplace_back(token.base);
    } else {
      end_run();
    }
    if (is_noun(token)) {
      compound += (compound.empty() ? "" : " ") + std::string(token.surface);
    } else {
      end_compound();
    }
  }
  end_compound();
  end_run();
}

}  // namespace

Result<std::vector<BaselineSentence>> read_baseline_sentences(const EvaluationSetup& setup,
                                                              const ChosenStyles& chosen) {
  Analyzer analyzer(setup.analyzer);
  AnalyzedText text;
  std::vector<BaselineSentence> out;
  for (const MarkedCase& one : setup.cases) {
    if (!chosen(style_of_sample(one.record.id))) continue;
    for (const MarkedSentence& sentence : one.sentences) {
      if (auto done = analyzer.analyze(sentence.text, text); !done) return std::move(done).error();
      BaselineSentence& read = out.emplace_back();
      read.case_id = one.record.id;
      read.text = sentence.text;
      read_words(text.tokens(), read);
      read_pairs(sentence.text, read);
      for (const ActionFrame& frame : read_action_frames(text.tokens())) {
        for (const auto& [particle, noun] : frame.arguments) {
          if (particle != "を") continue;
          read.acts.push_back(std::string(head_noun(noun)) + "を" + frame.predicate);
        }
      }
    }
  }
  return out;
}

}  // namespace kizuki
