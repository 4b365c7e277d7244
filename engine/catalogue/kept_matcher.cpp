#include "engine/catalogue/kept_matcher.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "KZCM";
constexpr std::string_view kPrefix = "card-matcher";

/// Names of compartments may be long, and need not be shown to who may list the folder.
std::string file_name(std::string_view scope) {
  constexpr std::size_t kDigits = 16;
  if (scope == kShippedScope) return std::string(kPrefix);
  return std::string(kPrefix) + "-" + sha256_hex(scope).substr(0, kDigits);
}

std::string key_of(const KeptMatcher& kept, std::span<const KnowHowCard> cards) {
  return kept.scope + "\n" +
         CardMatcher::learning_key(*kept.model, kept.analyzer->fingerprint(), cards);
}

std::vector<std::pair<std::string_view, const std::vector<std::string>*>> examples_by_id(
    std::span<const KnowHowCard> cards) {
  std::vector<std::pair<std::string_view, const std::vector<std::string>*>> out;
  for (const KnowHowCard& card : cards) out.emplace_back(card.id, &card.examples);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::string scope_of_examples(std::span<const KnowHowCard> cards,
                              std::span<const KnowHowCard> shipped, std::string_view scope) {
  const auto ours = examples_by_id(cards);
  const auto theirs = examples_by_id(shipped);
  const bool same = std::equal(
      ours.begin(), ours.end(), theirs.begin(), theirs.end(),
      [](const auto& a, const auto& b) { return a.first == b.first && *a.second == *b.second; });
  return std::string(same ? kShippedScope : scope);
}

std::shared_ptr<const CardMatcher> open_kept_matcher(const KeptMatcher& kept,
                                                     const std::vector<KnowHowCard>& cards) {
  const auto mapped = MappedFile::open(derived_folder(kept.library_folder) / file_name(kept.scope));
  if (!mapped) return nullptr;
  const auto content = unsealed(mapped->bytes());
  if (!content || !content->starts_with(kMagic)) return nullptr;
  ByteReader in(content->substr(kMagic.size()));
  if (in.text() != key_of(kept, cards)) return nullptr;
  const std::string_view learned = in.text();
  if (!in.at_end()) return nullptr;
  CaseSentenceReader reader(kept.analyzer);
  auto restored = CardMatcher::restore(learned, kept.model, cards, reader);
  return restored ? *restored : nullptr;
}

Result<void> keep_matcher(const Library& library, const KeptMatcher& kept,
                          const CardMatcher& matcher, const std::vector<std::string>& cases) {
  ByteWriter out;
  out.text(key_of(kept, matcher.cards()));
  out.text(matcher.learned(kept.shipped));
  return store_derived(library, kept.library_folder, file_name(kept.scope),
                       sealed(std::string(kMagic) + out.take()), cases);
}

Result<void> forget_other_matchers(const fs::path& library_folder,
                                   const std::set<std::string>& scopes) {
  std::set<std::string> stay = {file_name(kShippedScope), file_name(kEveryScope)};
  for (const std::string& scope : scopes) stay.insert(file_name(scope));
  const fs::path folder = derived_folder(library_folder);
  std::vector<fs::path> others;
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return {};
  while (!failure && entry != fs::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(kPrefix) && entry->path().extension() != ".tmp" && !stay.contains(name)) {
      others.push_back(entry->path());
    }
    entry.increment(failure);
  }
  if (failure) {
    return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  }
  for (const fs::path& file : others) {
    if (auto removed = remove_tree(file); !removed) return removed;
  }
  return {};
}

}  // namespace kizuki
