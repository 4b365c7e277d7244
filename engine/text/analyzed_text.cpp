#include "engine/text/analyzed_text_state.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxKeptBytes = std::size_t{8} << 20;

template <typename T>
std::size_t capacity_bytes(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace

AnalyzedText::AnalyzedText() : state_(std::make_unique<State>()) {}
AnalyzedText::~AnalyzedText() = default;
AnalyzedText::AnalyzedText(AnalyzedText&&) noexcept = default;
AnalyzedText& AnalyzedText::operator=(AnalyzedText&&) noexcept = default;

const std::vector<TextSpan>& AnalyzedText::sentences() const { return state_->sentences; }
const std::vector<Token>& AnalyzedText::tokens() const { return state_->tokens; }
const std::vector<IndexTerm>& AnalyzedText::terms() const { return state_->terms; }
std::string_view AnalyzedText::normalized() const { return state_->normalized.text; }
std::size_t AnalyzedText::memory_bytes() const { return state_->memory_bytes(); }

std::size_t AnalyzedText::State::memory_bytes() const {
  return normalized.text.capacity() + normalized.offsets.memory_bytes() +
         capacity_bytes(normalized.breaks) + capacity_bytes(normalized_sentences) +
         capacity_bytes(sentences) + capacity_bytes(tokens) + capacity_bytes(terms);
}

void AnalyzedText::State::clear() {
  if (memory_bytes() > kMaxKeptBytes) *this = State{};
  normalized.text.clear();
  normalized.offsets.clear();
  normalized.breaks.clear();
  normalized_sentences.clear();
  sentences.clear();
  tokens.clear();
  terms.clear();
  made_terms.clear();
}

}  // namespace kizuki
