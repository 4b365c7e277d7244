#include "engine/tagging/employees.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace kizuki {
namespace {

using View = std::u32string_view;

constexpr std::int64_t kMostEmployees = 100'000;
constexpr std::size_t kMostDigits = 6;

bool ends_with_any(View text, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](View word) { return text.ends_with(word); });
}
bool starts_with_any(View text, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](View word) { return text.starts_with(word); });
}

constexpr std::array<View, 11> kWorkforce = {U"従業員",   U"従業者",   U"社員",    U"職員",
                                             U"スタッフ", U"船員",     U"人員",    U"店員",
                                             U"乗務員",   U"常時雇用", U"常用雇用"};
// Workforce words that name a part of it, or people of another house.
constexpr std::array<View, 26> kNotTheWhole = {
    U"元社員",     U"若手社員", U"中堅社員", U"新入社員", U"女性社員",     U"男性社員",
    U"古参社員",   U"局職員",   U"会職員",   U"所職員",   U"行職員",       U"庫職員",
    U"担当職員",   U"幹部社員", U"事務職員", U"幹部職員", U"営業社員",     U"ベテラン社員",
    U"契約社員",   U"若手職員", U"町職員",   U"市職員",   U"支援スタッフ", U"元従業員",
    U"若手従業員", U"派遣社員"};
// Between the word and the number.
constexpr std::array<View, 15> kLinks = {U"数は", U"数:", U"数",   U"は約", U"は",
                                         U":",    U"約",  U"総数", U"計",   U"合計",
                                         U"、",   U"(",   U"・",   U"/",    U" "};
// What the people of the number did, when it is not all of them.
constexpr std::array<View, 37> kPartialDeeds = {
    U"が復帰", U"から",   U"→",      U"と",     U"の専門家", U"の担当",   U"が退職", U"が離職",
    U"が辞め", U"が入社", U"が加入", U"が参加", U"を採用",   U"を選",     U"に聞",   U"にも",
    U"に話",   U"に個別", U"と面談", U"と一人", U"と個別",   U"それぞれ", U"を集",   U"が集",
    U"が手を", U"が抜け", U"が応募", U"が続け", U"を増員",   U"増",       U"減",     U"が出席",
    U"に一人", U"の退職", U"の若手", U"暮らし", U"で暮"};
constexpr std::array<View, 17> kWholeTails = {
    U"体制",   U"の会社",   U"規模",   U"の町工場", U"の小さな会社", U"の企業",
    U"が働",   U"を雇",     U"を抱え", U"で営",     U"で切り盛り",   U"で店を",
    U"で回し", U"の職員が", U"の所帯", U"で運営",   U"の工場"};
constexpr std::array<View, 10> kWholeHeads = {U"総勢",     U"全社員",  U"全従業員", U"全員で",
                                              U"全職員",   U"家族",    U"夫婦",     U"社長以下",
                                              U"代表以下", U"店主以下"};
// Words around the number of which several may stand in a row: 「従業員は現在、全部で」.
constexpr std::array<View, 9> kFillers = {U"現在",     U"今は", U"わずか", U"全部で", U"全体で",
                                          U"合わせて", U"規模", U"およそ", U"僅か"};
// 「パートも入れて」「私を含め」: who is counted with the others.
constexpr std::array<View, 8> kIncluding = {U"を含めて", U"も含めて", U"を入れて", U"も入れて",
                                            U"を含め",   U"も含め",   U"を含む",   U"も含む"};
constexpr std::array<View, 11> kIncluded = {U"パート", U"アルバイト", U"私",   U"自分",
                                            U"社長",   U"代表",       U"役員", U"家族",
                                            U"事業主", U"店主",       U"臨時"};
// Behind 「従業員が25名」, when the number is of all.
constexpr std::array<View, 8> kOfAll = {U"い",   U"お",   U"在籍", U"働",
                                        U"勤務", U"を超", U"を数", U"と多"};
constexpr std::array<View, 9> kAbout = {U"ほど", U"ばかり", U"足らず", U"余り", U"あまり",
                                        U"前後", U"程度",   U"弱",     U"強"};
// Behind 「25名の従業員」 besides kWholeTails.
constexpr std::array<View, 4> kStaffTails = {U"が勤", U"が在籍", U"がい", U"を擁"};
constexpr std::array<View, 6> kPartTimers = {U"パート", U"アルバイト", U"臨時",
                                             U"非正規", U"契約社員",   U"期間従業員"};
constexpr std::array<View, 8> kJoins = {U"と", U"、",   U"・",     U",",
                                        U"+",  U"及び", U"および", U"ほか"};

constexpr std::array<View, 5> kOwnHouse = {U"うちの", U"当社の", U"弊社の", U"会社の", U"自社の"};

int kanji_digit(char32_t c) {
  constexpr View kDigits = U"〇一二三四五六七八九";
  if (c != U'〇' && (c < U'一' || c > U'四')) return -1;  // 一 is the first kanji, 四 the last here
  const auto at = kDigits.find(c);
  return at == View::npos ? -1 : static_cast<int>(at);
}

struct Number {
  std::int64_t value = 0;
  std::size_t end = 0;
};

/// 「1,200」「25」; nothing when there is none or it is too long.
std::optional<Number> arabic_number(View text, std::size_t at) {
  Number number{0, at};
  std::size_t digits = 0;
  for (; number.end < text.size(); ++number.end) {
    const char32_t c = text[number.end];
    if (c == U',' && digits > 0) continue;
    if (c < U'0' || c > U'9') break;
    if (++digits > kMostDigits) return std::nullopt;
    number.value = number.value * 10 + static_cast<std::int64_t>(c - U'0');
  }
  if (digits == 0) return std::nullopt;
  return number;
}

/// 「十二」「百三十」「二〇」.
std::optional<Number> kanji_number(View text, std::size_t at) {
  Number number{0, at};
  std::int64_t unit = 0;
  bool any = false;
  for (; number.end < text.size() && number.end < at + kMostDigits; ++number.end) {
    const char32_t c = text[number.end];
    const std::int64_t scale = c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
    if (scale > 0) {
      number.value += std::max<std::int64_t>(unit, 1) * scale;
      unit = 0;
    } else if (const int digit = kanji_digit(c); digit >= 0) {
      unit = unit * 10 + digit;
    } else {
      break;
    }
    any = true;
  }
  if (!any) return std::nullopt;
  number.value += unit;
  return number;
}

bool begins_number(char32_t c) {
  return (c >= U'0' && c <= U'9') || c == U'十' || c == U'百' || c == U'千' || kanji_digit(c) >= 0;
}

std::optional<Number> people_at(View text, std::size_t at) {
  if (at >= text.size() || !begins_number(text[at])) return std::nullopt;
  auto number = arabic_number(text, at);
  if (!number) number = kanji_number(text, at);
  if (!number || number->value <= 0 || number->value > kMostEmployees) return std::nullopt;
  std::size_t end = number->end;
  if (text.substr(end).starts_with(U"余")) ++end;
  if (text.substr(end).starts_with(U" ")) ++end;
  const View unit = text.substr(end, 1);
  if (unit != U"名" && unit != U"人") return std::nullopt;
  // 「三人称」「一人一人」「5人目」 are no counts.
  if (text.substr(end + 1).starts_with(U"目") || text.substr(end + 1).starts_with(U"一")) {
    return std::nullopt;
  }
  number->end = end + 1;
  return number;
}

/// Takes one of the words off the end, if it stands there.
bool drop_suffix(View& text, const auto& words) {
  for (const View word : words) {
    if (!text.ends_with(word)) continue;
    text.remove_suffix(word.size());
    return true;
  }
  return false;
}

/// The text before the number without linking words and those who are counted too.
View without_links(View before) {
  drop_suffix(before, kLinks);
  constexpr int kMostInARow = 6;
  for (int i = 0; i < kMostInARow; ++i) {
    const View start = before;
    if (drop_suffix(before, kIncluding) && !drop_suffix(before, kIncluded)) return start;
    drop_suffix(before, kFillers);
    if (before.size() == start.size()) break;
    drop_suffix(before, kLinks);
  }
  return before;
}

/// People named next in the same list: 「、パート12名」; 0 when there are none, or they are part of
/// the number before (「(うちパート10名)」「(パート10名を含む)」).
std::int64_t part_timers_behind(View text, std::size_t& at) {
  View rest = text.substr(at);
  if (rest.starts_with(U"の")) rest.remove_prefix(1);
  for (const View join : kJoins) {
    if (!rest.starts_with(join)) continue;
    View next = rest.substr(join.size());
    if (next.starts_with(U"に")) next.remove_prefix(1);
    for (const View kind : kPartTimers) {
      if (!next.starts_with(kind)) continue;
      std::size_t digits = text.size() - next.size() + kind.size();
      if (text.substr(digits).starts_with(U"が") || text.substr(digits).starts_with(U"は")) {
        ++digits;
      }
      const auto people = people_at(text, digits);
      if (!people) return 0;
      at = people->end;
      return people->value;
    }
  }
  return 0;
}

class StatementReader {
 public:
  StatementReader(View text, std::size_t passage, std::size_t field, int bonus)
      : text_(text), passage_(passage), field_(field), bonus_(bonus) {}

  void read(std::optional<EmployeeCount>& best) {
    for (std::size_t at = 0; at < text_.size();) {
      const auto people = people_at(text_, at);
      if (!people) {
        ++at;
        continue;
      }
      consider(at, *people, best);
      at = people->end;
    }
  }

 private:
  void consider(std::size_t begin, const Number& people, std::optional<EmployeeCount>& best) {
    EmployeeCount count;
    std::size_t end = people.end;
    const std::int64_t part_timers = part_timers_behind(text_, end);
    const int strength = strength_of(begin, people.end, part_timers > 0);
    if (strength == 0) return;
    count.employees = people.value + family_before(begin) + part_timers;
    count.passage = passage_;
    count.field = field_;
    count.begin = static_cast<std::uint32_t>(begin);
    count.end = static_cast<std::uint32_t>(end);
    count.strength = strength;
    if (!best || count.strength > best->strength) best = count;
  }

  /// How surely the number is of all who work there; 0: not at all. `and_others`: part-timers are
  /// named behind it, so that 「と」 does not pick some out.
  int strength_of(std::size_t begin, std::size_t end, bool and_others) const {
    const View before = text_.substr(0, begin);
    View behind = text_.substr(end);
    if (!and_others && starts_with_any(behind, kPartialDeeds)) return 0;
    for (const View about : kAbout) {
      if (behind.starts_with(about)) behind.remove_prefix(about.size());
    }
    View subject = without_links(before);
    if (subject.ends_with(U"が") && (and_others || starts_with_any(behind, kOfAll))) {
      subject.remove_suffix(1);
    }
    if (ends_with_any(subject, kNotTheWhole)) return 0;
    if (is_alone(begin, behind)) return 0;
    if (subject.ends_with(U"従業員") || subject.ends_with(U"従業者")) return 30 + bonus_;
    if (names_workforce(subject)) return 20 + bonus_;
    if (starts_with_any(behind, kWholeTails) || ends_with_any(before, kWholeHeads)) {
      return 20 + bonus_;
    }
    if (is_of_staff(behind)) return 20 + bonus_;
    if (family_before(begin) > 0) return 15 + bonus_;
    return 0;
  }

  /// 「社員」, but not 「三年目の社員」: what stands before の picks some of them out, unless it is
  /// the company itself.
  static bool names_workforce(View subject) {
    for (const View word : kWorkforce) {
      if (!subject.ends_with(word)) continue;
      const View owner = subject.substr(0, subject.size() - word.size());
      return !owner.ends_with(U"の") || ends_with_any(owner, kOwnHouse);
    }
    return false;
  }

  /// 「25名の従業員を抱える」, but not 「3名の社員が退職した」.
  static bool is_of_staff(View behind) {
    if (!behind.starts_with(U"の")) return false;
    behind.remove_prefix(1);
    for (const View word : kWorkforce) {
      if (!behind.starts_with(word)) continue;
      const View deed = behind.substr(word.size());
      return starts_with_any(deed, kWholeTails) || starts_with_any(deed, kStaffTails);
    }
    return false;
  }

  /// 「一人で」 is "alone".
  bool is_alone(std::size_t begin, View behind) const {
    const bool one =
        text_.substr(begin).starts_with(U"一人") || text_.substr(begin).starts_with(U"1人");
    return one && behind.starts_with(U"で");
  }

  /// 「夫婦とパート2名」: the couple before the number.
  std::int64_t family_before(std::size_t begin) const {
    const View before = text_.substr(0, begin);
    for (const View kind : kPartTimers) {
      if (!before.ends_with(kind)) continue;
      const View rest = before.substr(0, before.size() - kind.size());
      if (rest.ends_with(U"夫婦と") || rest.ends_with(U"夫妻と")) return 2;
    }
    return 0;
  }

  View text_;
  std::size_t passage_;
  std::size_t field_;
  int bonus_;
};

}  // namespace

std::optional<EmployeeCount> read_employees(const CaseText& text) {
  std::optional<EmployeeCount> best;
  for (std::size_t i = 0; i < text.fields.size(); ++i) {
    const CaseField& field = text.fields[i];
    const bool early = field.kind == CaseFieldKind::kTitle ||
                       field.kind == CaseFieldKind::kBusiness ||
                       (field.kind == CaseFieldKind::kBody && field.section == 0);
    for (std::size_t p = field.first_passage; p < field.end_passage; ++p) {
      StatementReader(text.passages[p].text, p, i, early ? 5 : 0).read(best);
    }
  }
  return best;
}

}  // namespace kizuki
