// Groups of words and phrases that mean the same, or nearly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/word_table.hpp"

namespace kizuki {

/// The table data/synonyms/synonyms.tsv. Immutable and shared.
///
/// A group is a word with its equivalents and with weaker relatives. It is asked for by the word or
/// an equivalent (跡取り asks for 後継者); a weaker relative asks for itself alone, since what is
/// true of the kind is not true of the relative (右腕 is a 後継者 at times, a 後継者 no 右腕).
class SynonymTable {
 public:
  struct Member {
    std::string text;  // normalised
    bool weaker = false;
  };
  struct Group {
    std::vector<Member> members;  // distinct; the group's word first, then in the order of the file
  };

  /// Reads "canonical TAB term TAB relation" a line behind such a header; relation is "equivalent"
  /// or "weaker". Entries are normalised; those that become equal are one. Errors: kCorrupt with
  /// `name` and line.
  static Result<std::shared_ptr<const SynonymTable>> parse(std::string_view text,
                                                           std::string_view name);
  /// parse of the table under a data folder ("share/kizuki"). Errors: also those of read_file.
  static Result<std::shared_ptr<const SynonymTable>> load(const std::filesystem::path& data_folder);

  /// In the order of the file.
  const std::vector<Group>& groups() const { return groups_; }

  /// A place in a text that asks for a group.
  struct Match {
    std::uint32_t group = 0;
    std::uint32_t member = 0;  // of the group, that stands there
    TextSpan span;             // bytes of the original text
  };
  /// The matches in an analysed text by place, then by group; from left to right the longest at
  /// each place, so that they do not overlap but where one word asks for several groups. A match
  /// covers whole tokens; its last one counts in its dictionary form too, so that 腑に落ちた asks
  /// for 腑に落ちる.
  std::vector<Match> find(const AnalyzedText& text) const;

 private:
  std::vector<Group> groups_;
  struct Place {
    std::uint32_t group = 0;
    std::uint32_t member = 0;
  };
  WordTable<std::vector<Place>> by_text_;  // words and equivalents
  std::size_t longest_ = 0;                // bytes of a key
};

}  // namespace kizuki
