#include "engine/essence/training/marked_sentences.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/utf8.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/tagging/training/training_set.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFileBytes = std::size_t{64} << 20;
constexpr std::size_t kLeastCharacters = 8;

Result<std::map<std::string, std::vector<KnowHowMark>>> load_marks(
    const std::filesystem::path& file) {
  auto content = read_file(file, kFileBytes);
  if (!content) return std::move(content).error();
  std::map<std::string, std::vector<KnowHowMark>> out;
  std::string_view rest = *content;
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (text.empty()) continue;
    auto value = parse_json(text);
    if (!value) return std::move(value).error().with_file(file.string()).with_line(line);
    auto& marks = out[std::string(value->string_or("id", ""))];
    const Json* listed = value->find("knowhow");
    if (listed == nullptr || !listed->is_array()) continue;
    for (const Json& mark : listed->as_array()) {
      marks.push_back(
          {std::string(mark.string_or("k", "")), std::string(mark.string_or("sentence", ""))});
    }
  }
  return out;
}

void mark_sentences(MarkedCase& one) {
  for (MarkedSentence& sentence : one.sentences) {
    const std::string said = without_spaces(sentence.text);
    for (const KnowHowMark& mark : one.marks) {
      if (same_sentence(said, without_spaces(mark.sentence))) sentence.know_how = mark.know_how;
    }
  }
}

}  // namespace

std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t character = utf8_next(text, at);
    if (!is_space_class(char_class(character))) out += text.substr(begin, at - begin);
  }
  return out;
}

bool same_sentence(std::string_view said, std::string_view marked) {
  const std::size_t said_length = utf8_length(said);
  if (said_length < kLeastCharacters) return false;
  return marked.find(said) != std::string_view::npos ||
         (said.find(marked) != std::string_view::npos && said_length <= 2 * utf8_length(marked));
}

Result<std::vector<MarkedCase>> load_marked_cases(const std::filesystem::path& cases,
                                                  const std::filesystem::path& marks,
                                                  const CaseCodec& codec,
                                                  CaseSentenceReader& reader) {
  auto records = load_training_cases(cases, codec);
  if (!records) return std::move(records).error();
  auto marked = load_marks(marks);
  if (!marked) return std::move(marked).error();
  std::vector<MarkedCase> out;
  std::vector<CaseSentence> sentences;
  for (CaseRecord& record : *records) {
    MarkedCase& one = out.emplace_back();
    one.record = std::move(record);
    one.marks = (*marked)[one.record.id];
    auto read = reader.read(one.record, given_step_bits(one.record), sentences);
    if (!read) return std::move(read).error().with_id(one.record.id);
    for (CaseSentence& sentence : sentences) {
      const std::string_view text = sentence.span.of(one.record.sections[sentence.section].text);
      one.sentences.push_back({std::move(sentence), std::string(text), {}});
    }
    mark_sentences(one);
  }
  return out;
}

Result<std::vector<MarkedCase>> load_shipped_marked_cases(const std::filesystem::path& data_folder,
                                                          CaseSentenceReader& reader) {
  auto taxonomy = Taxonomy::load(data_folder / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto codec = CaseCodec::load(data_folder / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  std::vector<MarkedCase> out;
  for (const char* name : {"cases", "reports"}) {
    const std::string file = std::string(name) + ".jsonl";
    auto some = load_marked_cases(data_folder / name / file, data_folder / "knowhow" / file, *codec,
                                  reader);
    if (!some) return std::move(some).error();
    for (MarkedCase& one : *some) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace kizuki
