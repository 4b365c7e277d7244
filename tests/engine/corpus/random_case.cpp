#include "tests/engine/corpus/random_case.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kizuki::test {
namespace {

constexpr std::array kWords = std::to_array<std::string_view>(
    {"傾聴", "腹落ち", "5S", "ﾃｽﾄ", "髙﨑", "𠮷野家", "\n", "\t", "\"引用\"", "\\", "１２３", " ",
     "e\u0301", "👨‍👩‍👧", "a", "…", "\u200b", "\x7f"});

std::string random_text(std::mt19937_64& random, std::size_t most_words) {
  std::string out;
  for (std::size_t n = pick(random, most_words + 1); n > 0; --n) {
    out += kWords[pick(random, kWords.size())];
  }
  return out;
}

Json random_codes(std::mt19937_64& random) {
  constexpr std::array kCodes = std::to_array<std::string_view>({"sales", "hr", "dx", "謎", "gx"});
  JsonArray codes;
  for (const std::string_view code : kCodes) {
    if (pick(random, 2) == 0) codes.emplace_back(code);
  }
  return codes;
}

Json random_section(std::mt19937_64& random) {
  Json section(JsonObject{});
  if (pick(random, 4) != 0) section.set("heading", random_text(random, 3));
  section.set("text", random_text(random, 20));
  if (pick(random, 2) == 0) {
    JsonArray steps;
    for (std::size_t n = pick(random, 4); n > 0; --n) {
      steps.emplace_back(static_cast<std::int64_t>(1 + pick(random, 7)));
    }
    section.set("steps", std::move(steps));
  }
  if (pick(random, 8) == 0) section.set("author", "不明");
  return section;
}

Json random_company(std::mt19937_64& random) {
  constexpr std::array kIndustries = std::to_array<std::string_view>({"E", "I", "M", "3122", "??"});
  Json company(JsonObject{});
  company.set("industry", kIndustries[pick(random, kIndustries.size())]);
  if (pick(random, 3) != 0) company.set("employees", static_cast<std::int64_t>(pick(random, 400)));
  if (pick(random, 3) == 0) company.set("capital_yen", std::int64_t{10'000'000});
  if (pick(random, 2) == 0) company.set("prefecture", "岡山県");
  if (pick(random, 2) == 0) company.set("founded", std::int64_t{1968});
  if (pick(random, 8) == 0) company.set("owner", JsonObject{{"age", Json()}});
  return company;
}

// Every container inside `value`, itself included.
void collect(Json& value, std::vector<Json*>& out) {
  if (value.is_array()) {
    out.push_back(&value);
    for (Json& item : value.as_array()) collect(item, out);
  } else if (value.is_object()) {
    out.push_back(&value);
    for (auto& member : value.as_object()) collect(member.second, out);
  }
}

Json odd_value(std::mt19937_64& random) {
  const std::array<Json, 22> odd = {Json(),
                                    Json(true),
                                    Json(0),
                                    Json(7),
                                    Json(8),
                                    Json(-1),
                                    Json(1.5),
                                    Json(25.0),
                                    Json(""),
                                    Json("small"),
                                    Json("public"),
                                    Json("W1"),
                                    Json("○"),
                                    Json("../x"),
                                    Json(".."),
                                    Json(std::string(65, 'a')),
                                    Json(std::string(101, 'b')),
                                    Json(JsonArray{}),
                                    Json(JsonArray{Json("x"), Json(3)}),
                                    Json(JsonObject{}),
                                    Json(JsonArray(101, Json("y"))),
                                    Json(std::int64_t{1} << 60)};
  return odd[pick(random, odd.size())];
}

}  // namespace

std::size_t pick(std::mt19937_64& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);  // the bias does not matter here
}

Json random_case(std::mt19937_64& random) {
  Json record(JsonObject{});
  record.set("id", "c-" + std::to_string(random() % 1'000'000));
  record.set("title", "題" + random_text(random, 4));
  JsonArray sections;
  for (std::size_t n = pick(random, 4); n > 0; --n) sections.push_back(random_section(random));
  record.set("sections", std::move(sections));
  const auto sometimes = [&](std::string_view key, Json value) {
    if (pick(random, 3) == 0) record.set(key, std::move(value));
  };
  sometimes("company", random_company(random));
  sometimes("scale", pick(random, 2) == 0 ? "small" : "medium");
  sometimes("supporter", random_text(random, 2));
  sometimes("period", JsonObject{{"from", "2021-06"}, {"to", "2022"}, {"visits", Json(3)}});
  sometimes("issues", random_codes(random));
  sometimes("tools", JsonArray{"ローカルベンチマーク"});
  sometimes("outcome", random_text(random, 5));
  sometimes("organization", "よろず支援拠点");
  sometimes("visibility", pick(random, 2) == 0 ? "public" : "members");
  sometimes("consent", JsonObject{{"scope", "公開"}, {"until", "2027-03-31"}});
  sometimes("stated_issues", random_codes(random));
  sometimes("essential_issues", random_codes(random));
  sometimes("walls", JsonArray{"W1", "W5"});
  sometimes("checklist", JsonArray{"○", "△", "×", Json(), "○"});
  sometimes("self_running", "一部");
  sometimes("source", JsonObject{{"title", "資料"}, {"page", Json(12)}});
  sometimes("facets", JsonObject{{"area", "浅口市"}, {"kinds", JsonArray{"補助金"}}});
  sometimes("updated_at", "2024-03-31");
  sometimes("未知の項目", JsonArray{Json(), Json(1.25), Json(JsonObject{{"深い", Json(true)}})});
  return record;
}

Json shuffled(const Json& value, std::mt19937_64& random) {
  if (value.is_array()) {
    JsonArray items;
    for (const Json& item : value.as_array()) items.push_back(shuffled(item, random));
    return items;
  }
  if (!value.is_object()) return value;
  JsonObject members;
  for (const auto& [key, inner] : value.as_object()) {
    members.emplace_back(key, shuffled(inner, random));
  }
  for (std::size_t i = members.size(); i > 1; --i) {
    std::swap(members[i - 1], members[pick(random, i)]);
  }
  return members;
}

Json mutated(Json value, std::mt19937_64& random) {
  std::vector<Json*> containers;
  collect(value, containers);
  Json& place = *containers[pick(random, containers.size())];
  const std::size_t action = pick(random, 4);
  if (place.is_array()) {
    JsonArray& items = place.as_array();
    if (action == 0 || items.empty()) {
      items.push_back(odd_value(random));
    } else if (action == 1) {
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(pick(random, items.size())));
    } else {
      items[pick(random, items.size())] = odd_value(random);
    }
  } else {
    JsonObject& members = place.as_object();
    if (action == 0 || members.empty()) {
      place.set("extra", odd_value(random));
    } else if (action == 1) {
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(pick(random, members.size())));
    } else {
      members[pick(random, members.size())].second = odd_value(random);
    }
  }
  return value;
}

}  // namespace kizuki::test
