#include "engine/essence/anonymizer.hpp"

#include <algorithm>
#include <array>

namespace kizuki {
namespace {

constexpr std::string_view kMask = "〇〇";
constexpr std::array<std::string_view, 4> kCompanyForms{"株式会社", "有限会社", "合同会社",
                                                        "医療法人"};

bool is_name_part(const Token& token) {
  return token.pos == PartOfSpeech::kProperNoun || token.pos == PartOfSpeech::kNoun || !token.known;
}

}  // namespace

Result<std::string> anonymized(std::string_view text, Analyzer& analyzer) {
  AnalyzedText analysis;
  if (auto done = analyzer.analyze(text, analysis); !done) return std::move(done).error();
  std::string out;
  std::size_t copied = 0;
  bool masked = false;       // the token before is masked
  bool behind_form = false;  // the tokens before are 株式会社 and the name behind it
  for (const Token& token : analysis.tokens()) {
    if (token.span.begin < copied) continue;
    const bool form =
        std::find(kCompanyForms.begin(), kCompanyForms.end(), token.surface) != kCompanyForms.end();
    const bool mask =
        !form && (token.pos == PartOfSpeech::kProperNoun || (behind_form && is_name_part(token)));
    behind_form = form || (behind_form && mask);
    if (!mask) {
      masked = false;
      continue;
    }
    out += text.substr(copied, token.span.begin - copied);
    if (!masked || token.span.begin != copied) out += kMask;
    copied = token.span.end;
    masked = true;
  }
  out += text.substr(copied);
  return out;
}

}  // namespace kizuki
