// Sample cases with the sentences that their readers marked as know-how.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/essence/case_sentences.hpp"

namespace kizuki {

/// A mark of data/knowhow: know-how id ("OTHER": know-how without a card), exact sentence.
struct KnowHowMark {
  std::string know_how;
  std::string sentence;
};

/// A sentence with what it was marked as.
struct MarkedSentence {
  CaseSentence sentence;
  std::string text;
  std::string know_how;  // empty: no know-how
};

struct MarkedCase {
  CaseRecord record;
  std::vector<KnowHowMark> marks;
  std::vector<MarkedSentence> sentences;
};

/// Reads cases (JSON Lines) with their marks ({"id","knowhow":[{"k","sentence"}]} a line), and cuts
/// them into sentences. Marks are matched to sentences as the scorer does: one contains the other,
/// white space aside. Errors: kNotFound, kInvalidRecord with file and line.
Result<std::vector<MarkedCase>> load_marked_cases(const std::filesystem::path& cases,
                                                  const std::filesystem::path& marks,
                                                  const CaseCodec& codec,
                                                  CaseSentenceReader& reader);

/// cases/ and reports/ of the data folder with knowhow/.
Result<std::vector<MarkedCase>> load_shipped_marked_cases(const std::filesystem::path& data_folder,
                                                          CaseSentenceReader& reader);

/// `text` without white space.
std::string without_spaces(std::string_view text);
/// Whether a sentence and a marked one, both without spaces, are the same for the scorer: at least
/// 8 characters, and the mark contains it, or it contains the mark and is at most twice as long.
bool same_sentence(std::string_view said, std::string_view marked);

}  // namespace kizuki
