#include "engine/corpus/json_path.hpp"

#include <charconv>
#include <utility>

namespace kizuki {
namespace {

constexpr std::size_t kMaxSteps = 16;

Error bad_path(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

}  // namespace

Result<JsonPath> JsonPath::parse(std::string_view text) {
  JsonPath path;
  const std::string whole(text);
  while (!text.empty()) {
    Step step{Step::Kind::kEach, "", 0};
    if (text[0] == '[') {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos) return bad_path("path の [ が閉じていません: " + whole);
      const std::string_view inside = text.substr(1, end - 1);
      if (!inside.empty()) {
        step.kind = Step::Kind::kIndex;
        const char* last = inside.data() + inside.size();
        const auto parsed = std::from_chars(inside.data(), last, step.index);
        if (parsed.ec != std::errc() || parsed.ptr != last) {
          return bad_path("path の [ ] の中は番号か空にしてください: " + whole);
        }
      }
      text.remove_prefix(end + 1);
    } else {
      step.kind = Step::Kind::kMember;
      step.member = text.substr(0, text.find_first_of(".["));
      if (step.member.empty()) return bad_path("path に空の名前があります: " + whole);
      text.remove_prefix(step.member.size());
    }
    path.list_ = path.list_ || step.kind == Step::Kind::kEach;
    path.steps_.push_back(std::move(step));
    if (path.steps_.size() > kMaxSteps) return bad_path("path が長すぎます: " + whole);
    if (!text.empty() && text[0] == '.') {
      text.remove_prefix(1);
      if (text.empty()) return bad_path("path が . で終わっています: " + whole);
    }
  }
  if (path.steps_.empty()) return bad_path("path が空です");
  return path;
}

std::vector<const Json*> JsonPath::find(const Json& root) const {
  std::vector<const Json*> found{&root};
  for (const Step& step : steps_) {
    std::vector<const Json*> next;
    for (const Json* value : found) {
      if (step.kind == Step::Kind::kMember) {
        if (const Json* member = value->find(step.member)) next.push_back(member);
      } else if (value->is_array()) {
        const JsonArray& items = value->as_array();
        if (step.kind == Step::Kind::kEach) {
          for (const Json& item : items) next.push_back(&item);
        } else if (step.index < items.size()) {
          next.push_back(&items[step.index]);
        }
      }
    }
    found = std::move(next);
  }
  return found;
}

}  // namespace kizuki
