#include "cli/search_output.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "cli/hit_explainer.hpp"
#include "cli/search_guide_output.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/query/hit_list_json.hpp"
#include "engine/tagging/case_tags.hpp"

namespace kizuki {
namespace {

std::string print_score(double score) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), score,
                                 std::chars_format::fixed, 6);
  return {buffer.data(), end.ptr};
}

struct MarkStyle {
  std::string_view begin;
  std::string_view end;
};
constexpr MarkStyle kBrackets{"【", "】"};
constexpr MarkStyle kColor{"\033[1;33m", "\033[0m"};

std::string with_marks(std::string_view text, const std::vector<TextSpan>& marks,
                       const MarkStyle& style) {
  std::string out;
  std::size_t at = 0;
  for (const TextSpan mark : marks) {
    out += text.substr(at, mark.begin - at);
    out += style.begin;
    out += mark.of(text);
    out += style.end;
    at = mark.end;
  }
  out += text.substr(at);
  for (char& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return out;
}

std::string_view value_of(const Hit& hit, std::string_view name) {
  for (const HitFacet& facet : hit.facets) {
    if (facet.name == name) return facet.value;
  }
  return {};
}

/// What a model read from the text is marked as such, and whether a person should look at it.
std::string_view origin_mark(const HitFacet& facet) {
  if (facet.origin == AttributeOrigin::kConfirmed) return "（確認済み）";
  if (facet.origin == AttributeOrigin::kGiven) return "";
  return facet.probability < kSureConfidence ? "（推定・要確認）" : "（推定）";
}

/// "小規模 / 製造業 / 北海道 / 商工会 / 課題: …、…（推定） / 段階: 3,4".
class CaseLine {
 public:
  CaseLine(const Hit& hit, const Taxonomy& taxonomy) : hit_(hit), taxonomy_(taxonomy) {}

  std::string print() {
    add_each("", "", "scale", [](const std::string& code) { return label_of_scale(code); });
    if (const std::string_view industry = value_of(hit_, "industry"); !industry.empty()) {
      add(std::string(taxonomy_.industry_label(taxonomy_.industry_division(industry))));
    }
    add(std::string(value_of(hit_, "prefecture")));
    add(std::string(value_of(hit_, "supporter")));
    add_each("課題: ", "、", "issue", [&](const std::string& code) {
      const IssueType* issue = taxonomy_.issue(code);
      return issue != nullptr ? issue->label : code;
    });
    add_each("段階: ", ",", "step", [](const std::string& step) { return step; });
    return std::move(line_);
  }

 private:
  void add(const std::string& text) {
    if (text.empty()) return;
    if (!line_.empty()) line_ += " / ";
    line_ += text;
  }

  template <typename Label>
  void add_each(std::string_view begin, std::string_view between, std::string_view name,
                const Label& label) {
    std::string text;
    for (const HitFacet& facet : hit_.facets) {
      if (facet.name != name) continue;
      text += text.empty() ? begin : between;
      text.append(label(facet.value)).append(origin_mark(facet));
    }
    add(text);
  }

  static std::string label_of_scale(const std::string& code) {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge}) {
      if (code == scale_code(scale)) return std::string(scale_label(scale));
    }
    return code;
  }

  const Hit& hit_;
  const Taxonomy& taxonomy_;
  std::string line_;
};

std::string label_of_value(std::string_view name, const std::string& value,
                           const Taxonomy& taxonomy) {
  if (name == "issue") {
    const IssueType* issue = taxonomy.issue(value);
    return issue != nullptr ? issue->label : value;
  }
  if (name == "industry") return std::string(taxonomy.industry_label(value.front()));
  if (name == "scale") {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge}) {
      if (value == scale_code(scale)) return std::string(scale_label(scale));
    }
  }
  if (name == "step" && value.size() == 1) return std::string(taxonomy.step_label(value[0] - '0'));
  return value;
}

std::string_view label_of_attribute(std::string_view name) {
  if (name == "issue") return "課題";
  if (name == "industry") return "業種";
  if (name == "scale") return "規模";
  return name == "step" ? "段階" : "道具";
}

/// "似た点: 課題（事業承継）、業種（製造業） / 違う点: 規模（こちらは小規模）".
std::string describe_reasons(const Hit& hit, const Taxonomy& taxonomy) {
  const auto joined = [&](const AttributeReason& reason, const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) {
      text += (text.empty() ? "" : "・") + label_of_value(reason.name, value, taxonomy);
    }
    return text;
  };
  std::string alike;
  std::string differs;
  for (const AttributeReason& reason : hit.reasons) {
    const std::string name(label_of_attribute(reason.name));
    if (!reason.shared.empty()) {
      alike += (alike.empty() ? "" : "、") + name + "（" + joined(reason, reason.shared) + "）";
    } else if (!reason.asked.empty() && !reason.found.empty()) {
      differs +=
          (differs.empty() ? "" : "、") + name + "（こちらは" + joined(reason, reason.found) + "）";
    }
  }
  std::string line = alike.empty() ? "" : "似た点: " + alike;
  if (!differs.empty()) line += (line.empty() ? "違う点: " : " / 違う点: ") + differs;
  return line;
}

/// "後継者（跡取り）、…": what a case has in place of the words that were typed.
std::string describe_substitutes(const Hit& hit) {
  std::string line;
  for (const MatchedWord& match : hit.matched) {
    if (match.kind == RankedGroup::Kind::kWord) continue;
    line += (line.empty() ? "" : "、") + match.word + "（" + match.asked + "）";
  }
  return line;
}

std::string explanation_line(const Hit& hit, bool with_places) {
  const std::string line =
      hit.explanation ? describe_explanation(*hit.explanation, with_places) : "";
  return line.empty() ? line : "   " + line + "\n";
}

}  // namespace

std::string print_hits_as_text(const HitList& hits, const SearchAdvice& advice,
                               std::size_t first_rank, const Taxonomy& taxonomy, bool color) {
  const MarkStyle& style = color ? kColor : kBrackets;
  std::string out;
  if (hits.hits.empty()) {
    out = hits.total == 0 ? "見つかりませんでした。言葉を減らすか、条件を外してみてください。\n"
                          : "この先に事例はありません。\n";
  } else {
    out += (hits.total_is_estimate ? "約 " : "") + std::to_string(hits.total) + " 件のうち " +
           std::to_string(first_rank) + "〜" + std::to_string(first_rank + hits.hits.size() - 1) +
           " 件目\n";
  }
  std::size_t rank = first_rank;
  for (const Hit& hit : hits.hits) {
    out += "\n" + std::to_string(rank++) + ". " + with_marks(hit.title, hit.title_marks, style) +
           "  [" + hit.id + "]\n";
    if (const std::string line = CaseLine(hit, taxonomy).print(); !line.empty())
      out += "   " + line + "\n";
    if (const std::string line = describe_substitutes(hit); !line.empty()) {
      out += "   似た言葉: " + line + "\n";
    }
    out += explanation_line(hit, true);
    for (const Snippet& snippet : hit.snippets) {
      out += "   " + with_marks(snippet.text, snippet.marks, style) + "\n";
    }
  }
  out += print_advice_as_text(advice);
  out += print_reading_as_text(hits, taxonomy);
  out += print_facets_as_text(hits, taxonomy);
  if (hits.partial) out += "\n時間や件数の上限に達したため、一部の結果です。\n";
  return out;
}

std::string print_similar_as_text(const HitList& hits, const Taxonomy& taxonomy, bool color) {
  const MarkStyle& style = color ? kColor : kBrackets;
  std::string out = hits.hits.empty() ? "似た事例は見つかりませんでした。\n" : "";
  std::size_t rank = 1;
  for (const Hit& hit : hits.hits) {
    out +=
        (rank == 1 ? "" : "\n") + std::to_string(rank) + ". " + hit.title + "  [" + hit.id + "]\n";
    ++rank;
    if (const std::string line = CaseLine(hit, taxonomy).print(); !line.empty()) {
      out += "   " + line + "\n";
    }
    if (const std::string line = describe_reasons(hit, taxonomy); !line.empty()) {
      out += "   " + line + "\n";
    }
    out += explanation_line(hit, false);
    if (!hit.near_duplicates.empty()) {
      out += "   ほぼ同じ内容の事例がほかに " + std::to_string(hit.near_duplicates.size()) +
             " 件あります\n";
    }
    for (const Snippet& snippet : hit.snippets) {
      out += "   " + with_marks(snippet.text, snippet.marks, style) + "\n";
    }
  }
  if (hits.partial) out += "\n時間や件数の上限に達したため、一部の結果です。\n";
  return out;
}

std::string print_hits_as_json(const HitList& hits, const SearchAdvice& advice,
                               std::string_view query, const CardLabels& cards) {
  Json json = to_json(hits, advice, query);
  add_card_labels(json, cards);
  return json.dump() + "\n";
}

std::string print_hits_as_trec(const HitList& hits, std::string_view query_id) {
  std::string out;
  std::size_t rank = 1;
  for (const Hit& hit : hits.hits) {
    out += query_id;
    out +=
        " Q0 " + hit.id + " " + std::to_string(rank++) + " " + print_score(hit.score) + " kizuki\n";
  }
  return out;
}

}  // namespace kizuki
