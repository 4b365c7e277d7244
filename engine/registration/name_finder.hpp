// Words of a text that could tell which company, person or place it is about.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

enum class NameKind : std::uint8_t {
  kCompany,  // 有限会社ハルニレ木工, 山本製作所
  kPerson,   // 田中 (of 田中社長), 高橋健一
  kContact,  // a telephone number, an address of mail or of the web
  kPlace,    // a place below the prefecture: 石巻市
};

struct FoundName {
  NameKind kind = NameKind::kCompany;
  TextSpan span;
  std::string word;  // the bytes of `span`
};

/// Finds names by the forms of companies (株式会社, ㈱ …), by what stands beside a proper noun
/// (社長, さん, 製作所, 市), and by proper nouns that follow one another. It overlooks names that
/// the dictionary takes for common words and that nothing stands beside, and it takes some other
/// words for names: a person decides. Letters that stand for a name (A社, B氏) are none.
/// One a thread; costs an analysis of the text.
class NameFinder {
 public:
  NameFinder(std::shared_ptr<const AnalyzerModel> model, std::shared_ptr<const Taxonomy> taxonomy);

  /// Ascending by place, apart. Errors: the analyser's.
  Result<std::vector<FoundName>> find(std::string_view text);

 private:
  Analyzer analyzer_;
  AnalyzedText analysis_;
  std::shared_ptr<const Taxonomy> taxonomy_;
};

}  // namespace kizuki
