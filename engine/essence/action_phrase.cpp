#include "engine/essence/action_phrase.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kQuoteCharacters = 12;
constexpr std::size_t kMostNounCharacters = 14;
constexpr std::size_t kMostArguments = 3;

constexpr std::array<std::string_view, 7> kCases{"を", "に", "で", "へ", "と", "から", "まで"};
/// Endings that say who acts on whom.
constexpr std::array<std::string_view, 4> kVoices{"せる", "させる", "れる", "られる"};
constexpr std::array<std::string_view, 11> kManagers{
    "社長", "代表", "代表者", "店主", "女将", "所長", "親方", "社主", "店長", "院長", "会長"};
constexpr std::array<std::string_view, 7> kStaff{"社員",   "職人",     "パート",  "若手社員",
                                                 "全社員", "スタッフ", "全従業員"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_noun(const Token& token) {
  return token.pos <= PartOfSpeech::kNounSuffix || token.pos == PartOfSpeech::kPrefix;
}

std::string role_of(std::string noun) {
  if (is_one_of(noun, kManagers)) return "経営者";
  if (is_one_of(noun, kStaff)) return "従業員";
  return noun;
}

/// 11月, 令和14年, 毎週金曜: when something was done is no part of what was done.
bool tells_time(std::string_view noun) {
  constexpr std::array<std::string_view, 9> kTimes{"月", "年", "日", "週", "時",
                                                   "度", "目", "曜", "後"};
  return std::any_of(kTimes.begin(), kTimes.end(),
                     [&](std::string_view end) { return noun.ends_with(end); });
}

/// Index behind a quotation that begins at `open`; `open` when it is not closed.
std::size_t behind_quote(std::span<const Token> tokens, std::size_t open, std::size_t& characters) {
  int depth = 0;
  characters = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].surface == "「" || tokens[i].surface == "『") ++depth;
    if (tokens[i].surface == "」" || tokens[i].surface == "』") {
      if (--depth == 0) return i + 1;
    }
    characters += utf8_length(tokens[i].surface);
  }
  return open;
}

class FrameReader {
 public:
  explicit FrameReader(std::span<const Token> tokens) : tokens_(tokens) {}

  std::vector<ActionFrame> read() {
    while (at_ < tokens_.size()) step();
    close_with_noun();
    return std::move(frames_);
  }

 private:
  void step() {
    const Token& token = tokens_[at_];
    if (token.surface == "「" || token.surface == "『") {
      read_quote();
    } else if (token.pos == PartOfSpeech::kSymbol) {
      if (token.surface == "。") close_with_noun();
      if (token.surface == "、") close_at_comma();
      ++at_;
    } else if (token.pos == PartOfSpeech::kDependentNoun) {
      // こと, ところ, ため: no argument by itself.
      noun_.clear();
      ++at_;
      if (at_ < tokens_.size() && tokens_[at_].pos == PartOfSpeech::kParticle) ++at_;
    } else if (is_noun(token) || makes_noun(at_)) {
      noun_ += token.surface;
      ++at_;
    } else if (token.pos == PartOfSpeech::kVerb) {
      read_predicate();
    } else if (token.pos == PartOfSpeech::kParticle) {
      read_particle();
    } else {
      // Adverbs, adjectives and the like end a noun without an argument. What stands before an
      // adjective is the adjective's (流通に詳しい人), unless it goes with a verb (詳しく聞く).
      const bool describes =
          token.pos == PartOfSpeech::kAdjective && !token.surface.ends_with("く");
      if (describes) current_ = {};
      noun_.clear();
      ++at_;
    }
  }

  /// A noun without a particle behind an object is the act of a clause that goes on
  /// (「種類と重さを量り、港へ戻る」, read as nouns): what stood before it is not the next act's.
  void close_at_comma() {
    if (!noun_.empty() && current_.has("を")) current_ = {};
    noun_.clear();
  }

  /// 重 of 重さ: an adjective whose suffix makes it a noun.
  bool makes_noun(std::size_t at) const {
    return tokens_[at].pos == PartOfSpeech::kAdjective && at + 1 < tokens_.size() &&
           tokens_[at + 1].pos == PartOfSpeech::kNounSuffix;
  }

  void read_quote() {
    std::size_t characters = 0;
    const std::size_t behind = behind_quote(tokens_, at_, characters);
    if (behind == at_) {
      ++at_;
      return;
    }
    noun_.clear();
    if (characters <= kQuoteCharacters) {
      for (; at_ < behind; ++at_) noun_ += tokens_[at_].surface;
    }
    at_ = behind;
  }

  void read_particle() {
    const std::string_view particle = tokens_[at_].surface;
    ++at_;
    if (noun_.empty()) return;
    if (particle == "の" || particle == "や") {
      noun_ += particle;
      return;
    }
    const bool when = (tells_time(noun_) && particle != "を") || is_pronoun();
    if (is_one_of(particle, kCases) && !when && utf8_length(noun_) <= kMostNounCharacters) {
      add_argument(particle, role_of(std::move(noun_)));
    }
    noun_.clear();
  }

  /// Whether the noun is a pronoun alone (何, 誰, それ).
  bool is_pronoun() const {
    return at_ >= 2 && tokens_[at_ - 2].pos == PartOfSpeech::kPronoun &&
           tokens_[at_ - 2].surface == noun_;
  }

  /// A clause has one argument a particle: an earlier one belongs to words that were passed over.
  void add_argument(std::string_view particle, std::string noun) {
    auto& arguments = current_.arguments;
    arguments.erase(
        std::remove_if(arguments.begin(), arguments.end(),
                       [&](const auto& argument) { return argument.first == particle; }),
        arguments.end());
    arguments.emplace_back(particle, std::move(noun));
  }

  void read_predicate() {
    const Token& verb = tokens_[at_];
    std::string predicate(verb.base);
    if ((verb.base == "する" || verb.base == "できる") && !noun_.empty()) {
      take_object_of_noun();
      predicate = noun_ + "する";
    } else if (verb.base == "する" || verb.base == "できる" || verb.base == "なる" ||
               verb.base == "ある" || verb.base == "いる") {
      predicate.clear();  // no act of its own
    }
    // What a causative or passive ending stands behind: 持た(せる), 理解さ(せる), はね(られる).
    const bool of_noun = predicate != verb.base && !predicate.empty();
    std::string stem = (of_noun ? noun_ : std::string()) + std::string(verb.surface);
    bool behind_stem = true;
    noun_.clear();
    ++at_;
    bool negated = false;
    bool benefactive = false;
    bool accompanying = false;
    while (at_ < tokens_.size()) {
      const Token& token = tokens_[at_];
      const bool joined = token.pos == PartOfSpeech::kAuxiliary ||
                          token.pos == PartOfSpeech::kDependentVerb ||
                          token.pos == PartOfSpeech::kDependentAdjective ||
                          (token.pos == PartOfSpeech::kParticle &&
                           (token.surface == "て" || token.surface == "で"));
      if (!joined && token.surface != "ながら" && token.surface != "つつ") break;
      behind_stem = behind_stem && is_one_of(token.base, kVoices);
      if (behind_stem && !predicate.empty()) {
        predicate = stem + std::string(token.base);
        stem += token.surface;
      }
      negated = negated || token.base == "ない" || token.base == "ぬ" || token.base == "ん";
      benefactive =
          benefactive || token.base == "もらう" || token.base == "いただく" || token.base == "頂く";
      accompanying = accompanying || token.surface == "ながら" || token.surface == "つつ";
      ++at_;
    }
    if (!predicate.empty() && !negated && !benefactive && take_restraint()) {
      predicate += "にとどめる";
    }
    finish_clause(std::move(predicate), negated, benefactive, accompanying);
  }

  /// 「示すにとどめた」: to do no more is the act.
  bool take_restraint() {
    const bool follows = at_ + 1 < tokens_.size() && tokens_[at_].surface == "に" &&
                         (tokens_[at_ + 1].base == "とどめる" || tokens_[at_ + 1].base == "留める");
    if (!follows) return false;
    at_ += 2;
    while (at_ < tokens_.size() && (tokens_[at_].pos == PartOfSpeech::kAuxiliary ||
                                    tokens_[at_].pos == PartOfSpeech::kDependentVerb)) {
      ++at_;
    }
    return true;
  }

  /// 「行動計画の作成をする」, 「一覧表の運用」: what stands before の is the object.
  void take_object_of_noun() {
    const std::string_view mark = "の";
    const std::size_t at = noun_.rfind(mark);
    if (at == std::string::npos || at == 0 || at + mark.size() == noun_.size()) return;
    add_argument("を", role_of(noun_.substr(0, at)));
    noun_ = noun_.substr(at + mark.size());
  }

  void finish_clause(std::string predicate, bool negated, bool benefactive, bool accompanying) {
    const bool describes_noun = at_ < tokens_.size() && is_noun(tokens_[at_]);
    if (predicate.empty() || describes_noun) {
      current_ = {};
      return;
    }
    current_.predicate = std::move(predicate);
    current_.negated = negated;
    current_.benefactive = benefactive;
    const bool sentence_goes_on = at_ < tokens_.size() && tokens_[at_].surface != "。";
    if (sentence_goes_on && (negated || accompanying) && !current_.arguments.empty()) {
      std::string manner = render_phrase(current_);
      const std::string_view denied = "ない";
      if (negated && manner.ends_with(denied)) {
        manner.resize(manner.size() - denied.size());
        manner += "ずに";
        current_ = {};
        current_.manner = std::move(manner);
        return;
      }
    }
    frames_.push_back(std::move(current_));
    current_ = {};
  }

  /// A report's line may end in a noun: 「若手でチームを結成」.
  void close_with_noun() {
    if (noun_.empty()) return;
    take_object_of_noun();
    const bool has_object = current_.has("を");
    if (has_object && utf8_length(noun_) >= 2) {
      current_.predicate = noun_ + "する";
      frames_.push_back(std::move(current_));
    }
    current_ = {};
    noun_.clear();
  }

  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  std::string noun_;
  ActionFrame current_;
  std::vector<ActionFrame> frames_;
};

/// The stem that ない follows, for the dictionary forms that occur: 挟む → 挟ま, する → し.
std::string denied_form(const std::string& predicate) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kRows{{{"む", "ま"},
                                                                                {"く", "か"},
                                                                                {"ぐ", "が"},
                                                                                {"す", "さ"},
                                                                                {"つ", "た"},
                                                                                {"ぬ", "な"},
                                                                                {"ぶ", "ば"},
                                                                                {"う", "わ"},
                                                                                {"る", ""}}};
  if (predicate.ends_with("する")) {
    return predicate.substr(0, predicate.size() - std::string_view("する").size()) + "しない";
  }
  for (const auto& [end, stem] : kRows) {
    if (!predicate.ends_with(end)) continue;
    return predicate.substr(0, predicate.size() - end.size()) + std::string(stem) + "ない";
  }
  return predicate + "ない";
}

/// The form that もらう follows: する → して; of other verbs, whose form their class decides, 〜を
/// してもらう is not made up.
std::string benefactive_form(const std::string& predicate) {
  const std::string_view suru = "する";
  if (predicate.ends_with(suru)) {
    return predicate.substr(0, predicate.size() - suru.size()) + "してもらう";
  }
  return predicate + "よう促す";
}

}  // namespace

std::string_view head_noun(std::string_view noun) {
  for (const std::string_view joint : {"の", "や"}) {
    const std::size_t at = noun.rfind(joint);
    if (at != std::string_view::npos && at + joint.size() < noun.size()) {
      noun.remove_prefix(at + joint.size());
    }
  }
  return noun;
}

bool ActionFrame::has(std::string_view particle) const {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const auto& argument) { return argument.first == particle; });
}

std::vector<ActionFrame> read_action_frames(std::span<const Token> tokens) {
  return FrameReader(tokens).read();
}

std::string render_phrase(const ActionFrame& frame) {
  std::string out = frame.manner;
  // The last ones stand nearest to the predicate.
  const std::size_t first =
      frame.arguments.size() - std::min(frame.arguments.size(), kMostArguments);
  for (std::size_t i = first; i < frame.arguments.size(); ++i) {
    out += frame.arguments[i].second + frame.arguments[i].first;
  }
  if (frame.negated) return out + denied_form(frame.predicate);
  if (frame.benefactive) return out + benefactive_form(frame.predicate);
  return out + frame.predicate;
}

}  // namespace kizuki
