#include "engine/tagging/training/training_set.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFileBytes = std::size_t{256} << 20;

/// Hands each line's JSON to `take`; errors get file and line.
template <typename Take>
Result<void> for_each_json_line(const std::filesystem::path& file, Take&& take) {
  auto content = read_file(file, kFileBytes);
  if (!content) return std::move(content).error();
  std::string_view rest = *content;
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (text.empty()) continue;
    auto value = parse_json(text);
    Result<void> taken;
    if (value) {
      taken = take(*value);
    } else {
      taken = std::move(value).error();
    }
    if (!taken) {
      return std::move(taken).error().with_file(file.string()).with_line(line);
    }
  }
  return {};
}

Result<TrainingCard> card_of(const Json& value) {
  TrainingCard card{
      std::string(value.string_or("id", "")), std::string(value.string_or("label", "")), {}, {}};
  const Json* examples = value.find("examples");
  const Json* steps = value.find("typical_steps");
  if (card.id.empty() || examples == nullptr || !examples->is_array() || steps == nullptr ||
      !steps->is_array()) {
    Error error;
    error.code = ErrorCode::kCorrupt;
    error.message = "カードには id, typical_steps, examples が要ります";
    return error;
  }
  for (const Json& step : steps->as_array()) {
    if (step.is_int()) card.typical_steps.push_back(static_cast<int>(step.as_int()));
  }
  for (const Json& example : examples->as_array()) {
    if (example.is_string()) card.examples.push_back(example.as_string());
  }
  return card;
}

}  // namespace

Result<std::vector<TrainingCard>> load_training_cards(const std::filesystem::path& file) {
  std::vector<TrainingCard> cards;
  auto read = for_each_json_line(file, [&](const Json& value) -> Result<void> {
    auto card = card_of(value);
    if (!card) return std::move(card).error();
    cards.push_back(std::move(*card));
    return {};
  });
  if (!read) return std::move(read).error();
  return cards;
}

Result<std::vector<CaseRecord>> load_training_cases(const std::filesystem::path& file,
                                                    const CaseCodec& codec) {
  std::vector<CaseRecord> cases;
  auto read = for_each_json_line(file, [&](const Json& value) -> Result<void> {
    auto decoded = codec.decode(value);
    if (!decoded) return std::move(decoded).error();
    cases.push_back(std::move(decoded->record));
    return {};
  });
  if (!read) return std::move(read).error();
  return cases;
}

StepSet given_steps(const Section& section) {
  unsigned set = 0;
  for (const int step : section.steps) set |= 1U << static_cast<unsigned>(step - 1);
  return static_cast<StepSet>(set);
}

std::vector<bool> given_issues(const CaseRecord& record, const std::vector<std::string>& codes) {
  std::vector<bool> out;
  out.reserve(codes.size());
  for (const std::string& code : codes) {
    out.push_back(std::find(record.issues.begin(), record.issues.end(), code) !=
                  record.issues.end());
  }
  return out;
}

}  // namespace kizuki
