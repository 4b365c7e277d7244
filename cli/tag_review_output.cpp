#include "cli/tag_review_output.hpp"

#include <cmath>
#include <cstdint>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {
namespace {

std::string percent(float confidence) {
  return std::to_string(static_cast<int>(std::lround(confidence * 100))) + "%";
}

std::string label_of(std::string_view name, const std::string& value, const Taxonomy& taxonomy) {
  if (name == "issue") {
    const IssueType* issue = taxonomy.issue(value);
    return issue != nullptr ? issue->label : value;
  }
  if (name == "step" && value.size() == 1 && value[0] >= '1' && value[0] <= '7') {
    return std::string(taxonomy.step_label(value[0] - '0'));
  }
  if (name == "scale") {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge}) {
      if (value == scale_code(scale)) return std::string(scale_label(scale));
    }
  }
  return value;
}

std::string describe_tags(const std::vector<TagName>& tags, const Taxonomy& taxonomy) {
  std::string text;
  for (const TagName& tag : tags) {
    text += (text.empty() ? "" : "、") + describe_tag(tag.name, tag.value, taxonomy);
  }
  return text;
}

/// In the form that --confirm takes.
Json tags_as_json(const std::vector<TagName>& tags) {
  JsonArray list;
  for (const TagName& tag : tags) list.emplace_back(tag.name + "=" + tag.value);
  return list;
}

}  // namespace

std::string describe_tag(std::string_view name, const std::string& value,
                         const Taxonomy& taxonomy) {
  const auto field = find_filter_field(name);
  std::string text(field ? filter_field_label(*field) : name);
  return text.append(": ").append(label_of(name, value, taxonomy));
}

std::string print_review_as_text(const std::vector<ReviewItem>& items, const Taxonomy& taxonomy,
                                 const std::filesystem::path& index) {
  if (items.empty()) return "確かめてほしい推定のタグはありません。\n";
  std::string out = "確かめてほしい推定のタグ（確信度が五分五分に近い順）\n";
  std::size_t rank = 1;
  for (const ReviewItem& item : items) {
    const UncertainTag& tag = item.tag;
    out += "\n" + std::to_string(rank++) + ". " + item.title + "  [" + tag.case_id + "]\n";
    out += "   " + describe_tag(tag.name, tag.value, taxonomy) + "（確信度 " +
           percent(tag.confidence) + (tag.claimed ? "" : "、今は付けていない") + "）\n";
    for (const auto& sentence : item.evidence) {
      out += "   「" + sentence.text + "」（" + sentence.reason + "）\n";
    }
    const std::string pair = tag.name + "=" + tag.value;
    out += "   合っている: kizuki tag --index " + index.string() + " --case " + tag.case_id +
           " --confirm " + pair + "\n";
    out += "   違う:       kizuki tag --index " + index.string() + " --case " + tag.case_id +
           " --deny " + pair + "\n";
  }
  return out;
}

std::string print_review_as_json(const std::vector<ReviewItem>& items, const Taxonomy& taxonomy) {
  JsonArray list;
  for (const ReviewItem& item : items) {
    Json json;
    json.set("case", item.tag.case_id);
    json.set("title", item.title);
    json.set("compartment", item.tag.compartment);
    json.set("field", item.tag.name);
    json.set("value", item.tag.value);
    json.set("label", label_of(item.tag.name, item.tag.value, taxonomy));
    json.set("confidence", std::round(double{item.tag.confidence} * 100) / 100);
    json.set("claimed", item.tag.claimed);
    JsonArray evidence;
    for (const auto& sentence : item.evidence) {
      Json one;
      one.set("text", sentence.text);
      one.set("reason", sentence.reason);
      evidence.push_back(std::move(one));
    }
    json.set("evidence", std::move(evidence));
    list.push_back(std::move(json));
  }
  Json json;
  json.set("tags", std::move(list));
  return json.dump() + "\n";
}

std::string print_training_as_text(const std::vector<TrainingResult>& results,
                                   const Taxonomy& taxonomy, bool applied) {
  if (results.empty()) {
    return "課題か段階について確かめた事例がまだありません（kizuki tag --review "
           "で始められます）。\n";
  }
  std::string out;
  for (const TrainingResult& result : results) {
    const OverlayAgreement& agreement = result.lesson.agreement;
    out += "区画 " + result.compartment + ": 確かめた事例 " +
           std::to_string(result.lesson.overlay.learned_from.size()) + " 件、答え " +
           std::to_string(agreement.verdicts) + "\n";
    out += "  答えと合う推定: 今 " + std::to_string(agreement.model) + " → 学習後 " +
           std::to_string(agreement.overlay) + "（その事例を除いて学習し、数えたもの）\n";
    if (agreement.overlay < agreement.model) {
      out +=
          "  注意: 学習すると合わなくなるものが増えます。もう少し確かめてから学習してください。\n";
    }
    out += "  推定が変わる事例: " + std::to_string(result.effect.cases) + " 件のうち " +
           std::to_string(result.effect.changed) + " 件\n";
    for (const TagChange& change : result.effect.examples) {
      out += "    [" + change.case_id + "]";
      if (!change.gained.empty()) out += " 付く: " + describe_tags(change.gained, taxonomy);
      if (!change.lost.empty()) out += " 外れる: " + describe_tags(change.lost, taxonomy);
      out += "\n";
    }
    if (result.effect.examples.size() < result.effect.changed) out += "    …\n";
  }
  out += applied ? "学習した補正を使います。\n" : "使うには --apply を付けて実行してください。\n";
  return out;
}

std::string print_training_as_json(const std::vector<TrainingResult>& results, bool applied) {
  JsonArray list;
  for (const TrainingResult& result : results) {
    Json json;
    json.set("compartment", result.compartment);
    json.set("cases", std::uint64_t{result.lesson.overlay.learned_from.size()});
    json.set("verdicts", result.lesson.agreement.verdicts);
    json.set("model_agrees", result.lesson.agreement.model);
    json.set("overlay_agrees", result.lesson.agreement.overlay);
    json.set("looked_at", result.effect.cases);
    json.set("changed", result.effect.changed);
    JsonArray changes;
    for (const TagChange& change : result.effect.examples) {
      Json one;
      one.set("case", change.case_id);
      one.set("gained", tags_as_json(change.gained));
      one.set("lost", tags_as_json(change.lost));
      changes.push_back(std::move(one));
    }
    json.set("examples", std::move(changes));
    list.push_back(std::move(json));
  }
  Json json;
  json.set("compartments", std::move(list));
  json.set("applied", applied);
  return json.dump() + "\n";
}

}  // namespace kizuki
