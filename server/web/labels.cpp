#include "server/web/labels.hpp"

#include "engine/corpus/case_record.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::string_view, kStepCount> kStepNames{
    "接する前",       "双方の理解", "信頼関係",      "気づき・腹落ち",
    "内発的動機づけ", "課題解決",   "フォローアップ"};

// After 経営力再構築伴走支援ガイドライン (2023), in short.
constexpr std::array<std::string_view, kStepCount> kCautions{
    "意識や意欲がまだ見えなくても、事前の情報だけで「向かない」と早く決めない。対話と傾聴のなかで熱"
    "意"
    "が確かめられることもある。",
    "支援の内容・期間・回数と、事業者が主体であることを早めに伝え、反応を見る。事業の状況や背景をよ"
    "く"
    "確かめる。",
    "敬意を持ち、じっくりと共感しながら聴く「敬聴」。思い付いた解決策をそのまま話すことは避ける。",
    "答えを示すのではなく、自ら気づくよう促すことに徹する。表面の課題の裏にある潜在課題を「なぜ」を"
    "重"
    "ねて見極める。",
    "覚悟に寄り添いながら確かめる。抵抗する従業員を、はじめから「抵抗勢力」と決めつけない。",
    "従業員も主体として動けるようにする。支援者だけで完結させず、専門の機関へ橋渡しする。",
    "数字に限らず、根付いた変化を確かめて見える化し、達成感につなげる。"};

bool is_step(int step) { return step >= 1 && step <= kStepCount; }

}  // namespace

std::string_view step_name(int step) {
  return is_step(step) ? kStepNames.at(static_cast<std::size_t>(step - 1)) : std::string_view();
}

Html step_name_markup(int step) {
  Html out;
  switch (step) {
    case 1:
      return out << "接する<wbr>前";
    case 2:
      return out << "双方の<wbr>理解";
    case 3:
      return out << "信頼<wbr>関係";
    case 4:
      return out << "気づき・<wbr>腹落ち";
    case 5:
      return out << "内発的<wbr>動機づけ";
    case 6:
      return out << "課題<wbr>解決";
    case 7:
      return out << "フォロー<wbr>アップ";
    default:
      return out;
  }
}

std::string_view step_caution(int step) {
  return is_step(step) ? kCautions.at(static_cast<std::size_t>(step - 1)) : std::string_view();
}

std::string_view facet_label(std::string_view name) {
  for (const FacetLabel& facet : kShownFacets) {
    if (facet.name == name) return facet.label;
  }
  return {};
}

std::string shown_value(std::string_view name, std::string_view value, const Taxonomy& taxonomy) {
  if (name == "step" && value.size() == 1) {
    const std::string_view step = step_name(value.front() - '0');
    return step.empty() ? std::string(value) : std::string(value) + " " + std::string(step);
  }
  if (name == "scale") {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge, Scale::kUnknown}) {
      if (value == scale_code(scale)) return std::string(scale_label(scale));
    }
  }
  if (name == "issue") {
    if (const IssueType* issue = taxonomy.issue(value); issue != nullptr) return issue->label;
  }
  if (name == "industry" && value.size() == 1) {
    if (const auto label = taxonomy.industry_label(value.front()); !label.empty()) {
      return std::string(label);
    }
  }
  if (name == "year") return std::string(value) + "年";
  return std::string(value);
}

}  // namespace kizuki
