#include "engine/query/background_frequencies.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/query/term_budget.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kTable = "statistics/term_frequencies.tsv";
constexpr std::string_view kCasesLabel = "# cases";
constexpr std::size_t kMaxTableBytes = std::size_t{16} << 20;

struct Row {
  std::string_view label;
  std::uint64_t number = 0;
};

/// "label TAB number"; no label when it is not.
Row parse_row(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return {};
  Row row{line.substr(0, tab), 0};
  const char* const end = line.data() + line.size();
  const auto [rest, failure] = std::from_chars(line.data() + tab + 1, end, row.number);
  if (failure != std::errc() || rest != end || row.number == 0) return {};
  return row;
}

}  // namespace

Result<std::shared_ptr<const BackgroundFrequencies>> BackgroundFrequencies::parse(
    std::string_view text, std::string_view name) {
  auto table = std::make_shared<BackgroundFrequencies>();
  std::size_t number = 0;
  std::uint64_t cases = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Row row = parse_row(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const bool is_head = number == 1;
    if (row.label.empty() || is_head != (row.label == kCasesLabel) ||
        (!is_head && row.number > cases)) {
      return Error{
          ErrorCode::kCorrupt, "語の出現数の表の形が違います", std::string(name), number, "", ""};
    }
    if (is_head) {
      cases = row.number;
    } else {
      table->frequencies_[std::string(row.label)] = static_cast<double>(row.number);
    }
  }
  if (cases == 0) {
    return Error{ErrorCode::kCorrupt, "語の出現数の表が空です", std::string(name), 0, "", ""};
  }
  table->cases_ = static_cast<double>(cases);
  return std::shared_ptr<const BackgroundFrequencies>(std::move(table));
}

Result<std::shared_ptr<const BackgroundFrequencies>> BackgroundFrequencies::load(
    const std::filesystem::path& data_folder) {
  const std::filesystem::path file = data_folder / kTable;
  const auto text = read_file(file, kMaxTableBytes);
  if (!text) return text.error();
  return parse(*text, file.string());
}

double BackgroundFrequencies::share(const PlanTerm& term) const {
  if (term.kind == TermKind::kBigram) return 1.0 / cases_;
  const auto at = frequencies_.find(term.text);
  return (at == frequencies_.end() ? 1.0 : at->second) / cases_;
}

void BackgroundCounter::add(const CaseAnalysis& analysis) {
  std::set<std::uint32_t> terms;
  for (const AnalyzedField& field : analysis.fields) {
    for (const TermOccurrence& occurrence : field.occurrences) {
      if (occurrence.kind != TermKind::kBigram) terms.insert(occurrence.term);
    }
  }
  for (const std::uint32_t term : terms) ++frequencies_[analysis.terms[term]];
  ++cases_;
}

std::string BackgroundCounter::print() const {
  std::string out(kCasesLabel);
  out.append("\t").append(std::to_string(cases_)).append("\n");
  for (const auto& [term, cases] : frequencies_) {
    if (cases >= 2) out.append(term).append("\t").append(std::to_string(cases)).append("\n");
  }
  return out;
}

TermRarity::TermRarity(const BackgroundFrequencies* background, std::uint64_t cases,
                       const RankingSettings& settings)
    : background_(background), cases_(cases) {
  if (background == nullptr || cases >= settings.background_below) return;
  const double share = static_cast<double>(cases) / static_cast<double>(settings.background_below);
  added_ = settings.background_cases * (1.0 - share);
}

double TermRarity::idf(double share, double frequency) const {
  return inverse_document_frequency(cases() + added_, frequency + added_ * share);
}

double TermRarity::share(const PlanTerm& term) const {
  return added_ <= 0.0 ? 0.0 : background_->share(term);
}

double TermRarity::idf(const PlanTerm& term, std::uint64_t frequency) const {
  return idf(share(term), static_cast<double>(frequency));
}

double TermRarity::correction(const PlanTerm& term, std::uint64_t frequency) const {
  if (added_ <= 0.0) return 1.0;
  return idf(term, frequency) /
         inverse_document_frequency(static_cast<double>(cases_), static_cast<double>(frequency));
}

}  // namespace kizuki
