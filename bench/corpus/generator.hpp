// What all generators of synthetic corpora have in common.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// An endless corpus, one record after the other, the same for the same sources and seed on every
/// machine. Memory is that of the sources and does not grow with the records made. One a thread.
class CorpusGenerator {
 public:
  virtual ~CorpusGenerator() = default;
  virtual Json next() = 0;
};

/// The JSON objects of a JSON Lines file of at most 1 GiB, in order. Errors: those of read_file and
/// parse_json, kInvalidRecord for a line that is no object, with file and line.
Result<std::vector<Json>> read_records(const std::filesystem::path& path);

/// {"id", "title", "text"}: sentences of the "text" of all sources recombined; their number, and
/// the title, are drawn from the sources'. Ids are "p-0000001", …. Error: kInvalidArgument when no
/// source has a text.
Result<std::unique_ptr<CorpusGenerator>> make_paragraphs(std::span<const Json> sources,
                                                         std::uint64_t seed);

/// Short cases in the form of the sources, which have a "text": its sentences recombined, all other
/// members together from one drawn source. Ids are "a-0000001", …. Error: as make_paragraphs.
Result<std::unique_ptr<CorpusGenerator>> make_accidents(std::span<const Json> sources,
                                                        std::uint64_t seed);

struct CaseSettings {
  std::uint64_t bytes = 3'000;  // mean of the sections' text in all; uniform in 50–150 % of it
  std::uint64_t organizations = 0;  // 0: owner and visibility as the source cases have them
};

/// Cases in the form of the source cases (those with "sections"); sources with a "text" only add
/// sentences. The headings and steps of the sections come together from one case, each section's
/// share of the text too; its sentences are those of sections with one of its steps and, every
/// other one, of the plain texts. Company and scale come together from one case; title, prefecture,
/// supporter, period, issues, tools and outcome each from another. With organizations, the owner is
/// one of "org-0001", …, each as likely, and the visibility "organization". Ids are "c-0000001", ….
/// Error: kInvalidArgument when no source is a case with text in its sections.
Result<std::unique_ptr<CorpusGenerator>> make_cases(std::span<const Json> sources,
                                                    const CaseSettings& settings,
                                                    std::uint64_t seed);

/// Queries {"id", "kind", "text"} of one to three words, runs of two to six kanji or katakana in
/// the texts of the sources ("text", or that of "sections"), each as likely as it is frequent
/// there. Distinct as long as the sources give others. Ids are "w-0000001", …. Error:
/// kInvalidArgument when there is no such run.
Result<std::unique_ptr<CorpusGenerator>> make_queries(std::span<const Json> sources,
                                                      std::uint64_t seed);

/// `prefix`, then `number` with at least `digits` digits.
std::string numbered_id(std::string_view prefix, std::uint64_t number, std::size_t digits);

}  // namespace kizuki
