// Text analysis: original UTF-8 → normalised copy with offset map → sentences → tokens → terms.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

struct DictionaryHash;  // fingerprint.hpp

/// Where the analyser's data lies.
struct AnalyzerFiles {
  std::filesystem::path system_dictionary;  // folder of the compiled IPADIC (sys.dic, …)
  std::filesystem::path user_dictionary;    // compiled user dictionary
  std::filesystem::path compound_parts;     // TSV: compound, reading, parts joined by "/", classes
  std::filesystem::path stop_words;         // one base form a line, "#" starts a comment

  /// The files under a data folder ("share/kizuki") with the system dictionary that the build
  /// found.
  static AnalyzerFiles under(const std::filesystem::path& data_folder);
};

/// The outcome of one analysis. Reuse one object for many texts: it keeps its memory (bounded: it
/// is given back when a text needed more than 8 MiB). One a thread; the views in it and in its
/// tokens die with the next analysis into it.
class AnalyzedText {
 public:
  AnalyzedText();
  ~AnalyzedText();
  AnalyzedText(AnalyzedText&&) noexcept;
  AnalyzedText& operator=(AnalyzedText&&) noexcept;

  /// Sentences in order, without the white space around them; every byte of the text that is not
  /// white space lies in exactly one. (A character that vanishes from the normalised copy, such as
  /// a byte order mark, counts as white space where it stands beside white space only.)
  const std::vector<TextSpan>& sentences() const;
  /// Morphemes in order; spans ascend, lie on character borders and stay within one sentence. Two
  /// of them overlap only where one original character became several (㈱ gives three tokens).
  const std::vector<Token>& tokens() const;
  /// What is indexed: base forms of content words, the parts of compounds right behind the
  /// compound, bigrams of unknown words right behind the word. In order of place.
  const std::vector<IndexTerm>& terms() const;
  /// The normalised copy (NFKC, case folded, default-ignorables dropped).
  std::string_view normalized() const;
  /// Memory that this object keeps for the next text.
  std::size_t memory_bytes() const;

 private:
  friend class Analyzer;
  struct State;
  std::unique_ptr<State> state_;
};

/// Dictionaries and tables. Immutable and shared by all threads.
class AnalyzerModel {
 public:
  /// `dictionary`: as of analysis_fingerprint. Errors: kNotFound (names the missing file and what
  /// to install), kCorrupt.
  static Result<std::shared_ptr<const AnalyzerModel>> load(const AnalyzerFiles& files,
                                                           DictionaryHash* dictionary = nullptr);
  ~AnalyzerModel();

  /// Names everything that can change a result: settings version, MeCab, ICU and Unicode versions,
  /// hashes of the dictionaries and tables. Two models with the same fingerprint give the same
  /// terms for the same text. About 200 characters of ASCII.
  const std::string& fingerprint() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  AnalyzerModel();
  std::unique_ptr<State> state_;
};

/// Runs the analysis. One a thread; holds a MeCab lattice and scratch memory.
class Analyzer {
 public:
  explicit Analyzer(std::shared_ptr<const AnalyzerModel> model);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Analyses `text` (UTF-8, at most 1 MiB; NUL and control characters count as white space).
  /// Linear in the length for any input. Errors: kInvalidEncoding, kLimitExceeded.
  Result<void> analyze(std::string_view text, AnalyzedText& out);

  const AnalyzerModel& model() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
