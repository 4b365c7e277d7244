#include "engine/essence/know_how_card.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/file.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFileBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxIdBytes = 64;
constexpr std::size_t kMaxSentenceBytes = 4'096;
constexpr int kSteps = 7;

Error invalid(std::string field, std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.field = std::move(field);
  error.message = std::move(message);
  return error;
}

bool is_id(std::string_view id) {
  constexpr std::string_view kSigns = "._-";
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kSigns.find(c) != std::string_view::npos;
  });
}

Result<void> read_texts(const Json& value, const std::string& name, std::vector<std::string>& out) {
  const Json* member = value.find(name);
  if (member == nullptr) return {};
  if (!member->is_array()) return invalid(name, "文字列の並びでなければなりません");
  for (const Json& text : member->as_array()) {
    if (!text.is_string() || text.as_string().empty()) {
      return invalid(name, "空でない文字列の並びでなければなりません");
    }
    if (text.as_string().size() > kMaxSentenceBytes || out.size() == kMaxCardExamples) {
      return invalid(name, "文が長すぎるか、多すぎます（1文4,096バイト、5,000文まで）");
    }
    out.push_back(text.as_string());
  }
  return {};
}

Json texts_to_json(const std::vector<std::string>& texts) {
  JsonArray out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

}  // namespace

StepBits step_bits(const std::vector<int>& steps) {
  unsigned bits = 0;
  for (const int step : steps) {
    if (step >= 1 && step <= kSteps) bits |= 1U << static_cast<unsigned>(step - 1);
  }
  return static_cast<StepBits>(bits);
}

Result<KnowHowCard> card_from_json(const Json& value) {
  KnowHowCard card;
  card.id = value.string_or("id", "");
  card.label = value.string_or("label", "");
  card.definition = value.string_or("definition", "");
  card.actor = value.string_or("actor", "");
  if (!is_id(card.id)) return invalid("id", "id は英数字と . _ - の64字までです");
  if (card.label.empty() || card.label.size() > kMaxSentenceBytes) {
    return invalid("label", "見出し（label）が要ります");
  }
  if (const Json* steps = value.find("typical_steps"); steps != nullptr) {
    if (!steps->is_array()) return invalid("typical_steps", "1から7の整数の並びです");
    for (const Json& step : steps->as_array()) {
      if (!step.is_int() || step.as_int() < 1 || step.as_int() > kSteps) {
        return invalid("typical_steps", "1から7の整数の並びです");
      }
      card.typical_steps.push_back(static_cast<int>(step.as_int()));
    }
  }
  for (auto [name, texts] : {std::pair{"examples", &card.examples},
                             std::pair{"counter_examples", &card.counter_examples},
                             std::pair{"questions", &card.questions}}) {
    if (auto read = read_texts(value, name, *texts); !read) return std::move(read).error();
  }
  return card;
}

Json card_to_json(const KnowHowCard& card) {
  Json out;
  out.set("id", card.id);
  out.set("label", card.label);
  if (!card.definition.empty()) out.set("definition", card.definition);
  JsonArray steps;
  for (const int step : card.typical_steps) steps.emplace_back(step);
  out.set("typical_steps", std::move(steps));
  if (!card.actor.empty()) out.set("actor", card.actor);
  out.set("examples", texts_to_json(card.examples));
  if (!card.counter_examples.empty()) {
    out.set("counter_examples", texts_to_json(card.counter_examples));
  }
  if (!card.questions.empty()) out.set("questions", texts_to_json(card.questions));
  return out;
}

std::string cards_to_lines(const std::vector<KnowHowCard>& cards) {
  std::string text;
  for (const KnowHowCard& card : cards) text += card_to_json(card).dump() + "\n";
  return text;
}

Result<std::vector<KnowHowCard>> parse_cards(std::string_view text, const std::string& name) {
  // Editors of Windows put it in front.
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<KnowHowCard> cards;
  std::set<std::string> ids;
  std::uint64_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line == "\r") continue;
    auto value = parse_json(line);
    if (!value) return std::move(value).error().with_file(name).with_line(number);
    auto card = card_from_json(*value);
    if (!card) return std::move(card).error().with_file(name).with_line(number);
    if (!ids.insert(card->id).second) {
      return invalid("id", "同じ id のものが先にあります").with_file(name).with_line(number);
    }
    if (cards.size() == kMaxCards) {
      Error error;
      error.code = ErrorCode::kLimitExceeded;
      error.message = "多すぎます（500件まで）";
      return std::move(error).with_file(name).with_line(number);
    }
    cards.push_back(std::move(*card));
  }
  return cards;
}

Result<std::vector<KnowHowCard>> load_cards(const std::filesystem::path& file) {
  auto content = read_file(file, kFileBytes);
  if (!content) return std::move(content).error();
  return parse_cards(*content, file.string());
}

}  // namespace kizuki
