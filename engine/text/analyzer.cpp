#include "engine/text/analyzer.hpp"

#include <optional>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/text/analyzed_text_state.hpp"
#include "engine/text/fingerprint.hpp"
#include "engine/text/lexicon.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/sentence_splitter.hpp"
#include "engine/text/term_collector.hpp"
#include "engine/text/tokenizer.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxKeptBytes = std::size_t{8} << 20;

Result<void> check_text(std::string_view text) {
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::kLimitExceeded,
                 "文章が長すぎます（" + std::to_string(text.size()) +
                     "バイト、上限1 MiB）。分けて登録してください。",
                 "",
                 0,
                 "",
                 ""};
  }
  const std::size_t valid = utf8_valid_prefix(text);
  if (valid != text.size()) {
    return Error{ErrorCode::kInvalidEncoding,
                 "UTF-8として正しくない文字があります（" + std::to_string(valid + 1) +
                     "バイト目）。文字コードを確かめてください。",
                 "",
                 0,
                 "",
                 ""};
  }
  return {};
}

}  // namespace

AnalyzerFiles AnalyzerFiles::under(const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = data_folder / "dictionary";
  return {KIZUKI_MECAB_DICDIR, folder / "user.dic", folder / "compound_parts.tsv",
          folder / "stop_words.txt"};
}

struct AnalyzerModel::State {
  std::optional<TokenizerModel> tokenizer;
  Lexicon lexicon;
  std::string fingerprint;
};

AnalyzerModel::AnalyzerModel() : state_(std::make_unique<State>()) {}
AnalyzerModel::~AnalyzerModel() = default;

Result<std::shared_ptr<const AnalyzerModel>> AnalyzerModel::load(const AnalyzerFiles& files,
                                                                 DictionaryHash* dictionary) {
  auto tokenizer = TokenizerModel::load(files.system_dictionary, files.user_dictionary);
  if (!tokenizer) return std::move(tokenizer).error();
  auto stop_words = StopWords::load(files.stop_words);
  if (!stop_words) return std::move(stop_words).error();
  auto compound_parts = CompoundParts::load(files.compound_parts, *stop_words);
  if (!compound_parts) return std::move(compound_parts).error();
  auto fingerprint = analysis_fingerprint(files, dictionary);
  if (!fingerprint) return std::move(fingerprint).error();

  const std::shared_ptr<AnalyzerModel> model(new AnalyzerModel);  // NOLINT: private constructor
  model->state_->tokenizer.emplace(std::move(*tokenizer));
  model->state_->lexicon = {std::move(*stop_words), std::move(*compound_parts)};
  model->state_->fingerprint = std::move(*fingerprint);
  return std::shared_ptr<const AnalyzerModel>(model);
}

const std::string& AnalyzerModel::fingerprint() const { return state_->fingerprint; }

struct Analyzer::State {
  explicit State(std::shared_ptr<const AnalyzerModel> analyzer_model)
      : model(std::move(analyzer_model)),
        tokenizer(*model->state().tokenizer, model->state().lexicon),
        terms(model->state().lexicon.compound_parts) {}

  void add_tokens(AnalyzedText::State& analysis);

  std::shared_ptr<const AnalyzerModel> model;
  SentenceSplitter splitter;
  Tokenizer tokenizer;
  TermCollector terms;
};

Analyzer::Analyzer(std::shared_ptr<const AnalyzerModel> model)
    : state_(std::make_unique<State>(std::move(model))) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::State::add_tokens(AnalyzedText::State& analysis) {
  const std::vector<std::uint32_t>& breaks = analysis.normalized.breaks;
  auto next_break = breaks.begin();
  OffsetCursor offsets(analysis.normalized.offsets);
  for (TextSpan rest : analysis.normalized_sentences) {
    for (; next_break != breaks.end() && *next_break < rest.end; ++next_break) {
      if (*next_break <= rest.begin) continue;
      tokenizer.tokenize(analysis.normalized.text, {rest.begin, *next_break}, offsets,
                         analysis.tokens);
      rest.begin = *next_break;
    }
    tokenizer.tokenize(analysis.normalized.text, rest, offsets, analysis.tokens);
  }
}

Result<void> Analyzer::analyze(std::string_view text, AnalyzedText& out) {
  AnalyzedText::State& analysis = *out.state_;
  analysis.clear();
  auto checked = check_text(text);
  if (!checked) return checked;
  auto normalized = normalize(text, analysis.normalized);
  if (!normalized) return normalized;

  const std::string_view copy = analysis.normalized.text;
  state_->splitter.split(copy, analysis.normalized_sentences);
  if (state_->splitter.memory_bytes() > kMaxKeptBytes) state_->splitter.release_memory();
  OffsetCursor offsets(analysis.normalized.offsets);
  for (const TextSpan sentence : analysis.normalized_sentences) {
    analysis.sentences.push_back(offsets.original(sentence));
  }
  state_->add_tokens(analysis);
  state_->terms.collect(analysis.normalized, analysis.tokens, analysis.made_terms, analysis.terms);
  return {};
}

const AnalyzerModel& Analyzer::model() const { return *state_->model; }

}  // namespace kizuki
