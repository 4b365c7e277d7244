#include "engine/registration/report_names.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// What makes a letter the name of somebody.
constexpr auto kBehindLetters =
    std::to_array<std::string_view>({"社", "氏", "さん", "様", "社長", "会長", "専務", "常務"});

/// Calls `take` with each text that readers will see, and its field.
template <typename Form>
void for_each_text(
    Form& form,
    const std::function<void(const std::string& field, decltype((form.title)) text)>& take) {
  take("title", form.title);
  take("business", form.business);
  take("supporter", form.supporter);
  for (std::size_t i = 0; i < form.sections.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    take("h" + number, form.sections[i].heading);
    take("t" + number, form.sections[i].text);
  }
  take("outcome", form.outcome);
  take("reflection", form.reflection);
}

bool uses(const ReportForm& form, std::string_view word) {
  bool used = false;
  for_each_text(form, [&](const std::string&, const std::string& text) {
    used = used || text.find(word) != std::string::npos;
  });
  return used;
}

std::string free_letter(const ReportForm& form) {
  for (char letter = 'A'; letter < 'Z'; ++letter) {
    std::string name(1, letter);
    const bool taken = std::any_of(
        kBehindLetters.begin(), kBehindLetters.end(),
        [&](std::string_view behind) { return uses(form, name + std::string(behind)); });
    if (!taken) return name;
  }
  return "Z";
}

}  // namespace

Result<std::vector<ReportName>> names_in_report(const ReportForm& form, NameFinder& finder) {
  std::vector<ReportName> names;
  std::optional<Error> failure;
  for_each_text(form, [&](const std::string& field, const std::string& text) {
    if (failure || text.empty() || names.size() >= kMaxReportNames) return;
    auto found = finder.find(text);
    if (!found) {
      failure = std::move(found).error();
      return;
    }
    for (FoundName& name : *found) {
      const auto& kept = form.kept_names;
      if (std::find(kept.begin(), kept.end(), name.word) != kept.end()) continue;
      ReportName one{field, name.kind, std::move(name.word)};
      if (names.size() < kMaxReportNames &&
          std::find(names.begin(), names.end(), one) == names.end()) {
        names.push_back(std::move(one));
      }
    }
  });
  if (failure) return *std::move(failure);
  return names;
}

std::string replacement_for(const ReportForm& form, NameKind kind, std::string_view word) {
  switch (kind) {
    case NameKind::kCompany:
      return free_letter(form) + "社";
    case NameKind::kPerson:
      return free_letter(form);
    case NameKind::kContact:
      return "（連絡先）";
    case NameKind::kPlace: {
      // The last character says what kind of place it is.
      std::size_t last = word.size();
      while (last > 0 && !utf8_is_border(word, --last)) {
      }
      return "○○" + std::string(word.substr(last));
    }
  }
  return {};
}

void replace_in_report(ReportForm& form, std::string_view word, std::string_view replacement) {
  if (word.empty()) return;
  for_each_text(form, [&](const std::string&, std::string& text) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, copied)) {
      out.append(text, copied, at - copied).append(replacement);
      copied = at + word.size();
    }
    text = out.append(text, copied);
  });
}

}  // namespace kizuki
