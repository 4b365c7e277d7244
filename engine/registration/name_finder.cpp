#include "engine/registration/name_finder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "engine/registration/contact_finder.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostParts = 6;  // of a name, in tokens

constexpr auto kCompanyForms = std::to_array<std::string_view>(
    {"株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "㈱", "㈲", "（株）", "（有）",
     "(株)", "(有)", "医療法人", "社会福祉法人"});

// What follows a form where no name does.
constexpr auto kAfterForms = std::to_array<std::string_view>(
    {"化", "設立", "組織", "形態", "制度", "同士", "間", "経営", "代表", "社長", "等", "など"});

// At the end of a company's name.
constexpr auto kCompanyEnds = std::to_array<std::string_view>(
    {"木工", "製作所", "工業",   "産業", "商店", "商事",     "商会",   "工務店", "建設", "食品",
     "酒造", "旅館",   "運輸",   "運送", "電機", "印刷",     "鉄工所", "鉄工",   "製菓", "水産",
     "農園", "牧場",   "ホテル", "工房", "堂",   "製麺所",   "醸造",   "精機",   "組",   "工芸",
     "製作", "化学",   "金属",   "製材", "造船", "タクシー", "交通",   "物流",   "薬局", "歯科"});

// Beside a person's name.
constexpr auto kTitles = std::to_array<std::string_view>(
    {"氏",   "さん", "様",     "君",   "くん",   "ちゃん", "社長",  "会長", "専務",
     "常務", "部長", "工場長", "店長", "代表",   "女将",   "親方",  "先生", "夫妻",
     "夫人", "課長", "係長",   "主任", "取締役", "指導員", "診断士"});

constexpr auto kPlaceEnds = std::to_array<std::string_view>({"市", "区", "町", "村", "郡"});

constexpr auto kBetween = std::to_array<std::string_view>({"の", "・", "、", ":", "("});

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Finds names in one analysed text.
class Search {
 public:
  Search(std::string_view text, const std::vector<Token>& tokens, const Taxonomy& taxonomy)
      : text_(text), tokens_(tokens), taxonomy_(taxonomy) {}

  std::vector<FoundName> run() {
    for (const TextSpan span : find_contacts(text_)) add(NameKind::kContact, span);
    find_company_forms();
    for (std::size_t i = 0; i < tokens_.size();) i = find_at(i);
    std::stable_sort(found_.begin(), found_.end(), [](const FoundName& a, const FoundName& b) {
      return a.span.begin < b.span.begin;
    });
    return std::move(found_);
  }

 private:
  /// What was found first stays: contacts, then companies by their form.
  void add(NameKind kind, TextSpan span) {
    const bool taken = std::any_of(found_.begin(), found_.end(), [span](const FoundName& name) {
      return name.span.overlaps(span);
    });
    if (!taken) found_.push_back({kind, span, std::string(span.of(text_))});
  }

  // A letter or two stand for a name, or are an abbreviation (DX): no word of the dictionary.
  static bool is_proper(const Token& token) {
    return token.pos == PartOfSpeech::kProperNoun && !is_ascii(token.surface);
  }

  /// What a company's name beside its form is made of.
  static bool is_company_part(const Token& token) {
    return token.pos == PartOfSpeech::kProperNoun || token.pos == PartOfSpeech::kNoun ||
           token.pos == PartOfSpeech::kPrefix || token.pos == PartOfSpeech::kNounSuffix ||
           !token.known;
  }

  bool touches(std::size_t left, std::size_t right) const {
    return tokens_[left].span.end == tokens_[right].span.begin;
  }

  void find_company_forms() {
    for (const std::string_view form : kCompanyForms) {
      for (std::size_t at = text_.find(form); at != std::string_view::npos;
           at = text_.find(form, at + 1)) {
        find_company(at, at + form.size());
      }
    }
  }

  /// The name behind the form at [begin, end), or else the one before it.
  void find_company(std::size_t begin, std::size_t end) {
    std::size_t after = 0;
    while (after < tokens_.size() && tokens_[after].span.begin < end) ++after;
    std::size_t last = after;
    while (last < tokens_.size() && last - after < kMostParts && is_company_part(tokens_[last]) &&
           (last == after ? tokens_[last].span.begin == end : touches(last - 1, last))) {
      ++last;
    }
    if (last > after && !is_one_of(kAfterForms, tokens_[after].surface)) {
      return add(NameKind::kCompany,
                 {static_cast<std::uint32_t>(begin), tokens_[last - 1].span.end});
    }
    std::size_t first = 0;
    while (first < tokens_.size() && tokens_[first].span.end <= begin) ++first;
    const std::size_t before = first;
    while (first > 0 && before - first < kMostParts && is_company_part(tokens_[first - 1]) &&
           (first == before ? tokens_[first - 1].span.end == begin : touches(first - 1, first))) {
      --first;
    }
    if (first < before) {
      add(NameKind::kCompany, {tokens_[first].span.begin, static_cast<std::uint32_t>(end)});
    }
  }

  /// Settles what begins at token `i`; the token to go on with.
  std::size_t find_at(std::size_t i) {
    if (!is_proper(tokens_[i])) return i + 1;
    std::size_t end = i + 1;
    while (end < tokens_.size() && is_proper(tokens_[end]) && touches(end - 1, end)) ++end;
    settle(i, end);
    return end;
  }

  bool is_prefecture(std::size_t token) const {
    const std::string_view word = tokens_[token].surface;
    for (const std::string_view end : {"", "県", "府", "都"}) {
      if (taxonomy_.prefecture(std::string(word).append(end)) != nullptr) return true;
    }
    return false;
  }

  TextSpan span_of(std::size_t begin, std::size_t end) const {
    return {tokens_[begin].span.begin, tokens_[end - 1].span.end};
  }

  /// A run of proper nouns [begin, end) by what stands beside it.
  void settle(std::size_t begin, std::size_t end) {
    const bool follows = end < tokens_.size() && touches(end - 1, end);
    const std::string_view next = follows ? tokens_[end].surface : std::string_view();
    if (is_one_of(kPlaceEnds, next)) return add(NameKind::kPlace, span_of(begin, end + 1));
    while (begin < end && is_prefecture(begin)) ++begin;
    if (begin == end) return;
    if (is_one_of(kCompanyEnds, next)) return add(NameKind::kCompany, span_of(begin, end + 1));
    const bool several = end - begin > 1;
    if (several || is_one_of(kTitles, next) || stands_behind_title(begin, end)) {
      add(NameKind::kPerson, span_of(begin, end));
    }
  }

  /// 「代表の高橋は」: a title, something between, the name, and no noun behind it.
  bool stands_behind_title(std::size_t begin, std::size_t end) const {
    if (begin < 2 || !touches(begin - 1, begin) || !touches(begin - 2, begin - 1)) return false;
    if (!is_one_of(kBetween, tokens_[begin - 1].surface)) return false;
    if (!is_one_of(kTitles, tokens_[begin - 2].surface)) return false;
    return end >= tokens_.size() || !is_company_part(tokens_[end]);
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Taxonomy& taxonomy_;
  std::vector<FoundName> found_;
};

}  // namespace

NameFinder::NameFinder(std::shared_ptr<const AnalyzerModel> model,
                       std::shared_ptr<const Taxonomy> taxonomy)
    : analyzer_(std::move(model)), taxonomy_(std::move(taxonomy)) {}

Result<std::vector<FoundName>> NameFinder::find(std::string_view text) {
  if (auto done = analyzer_.analyze(text, analysis_); !done) return std::move(done).error();
  return Search(text, analysis_.tokens(), *taxonomy_).run();
}

}  // namespace kizuki
