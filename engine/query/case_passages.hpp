// The sentences of a case, by the places of their grams. Inside engine/query only.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/query/gram_query.hpp"

namespace kizuki {

/// Neighbouring sentences of a case, as the places of their grams in the whole case.
struct CasePassage {
  GramRange pairs;
  GramRange kanji;
};

/// Cuts the texts of a case into sentences: behind 。 ！ ？, at line breaks and at the texts' ends.
/// One a thread; keeps its memory for the next case. This and the grams of a case are read in one
/// go, without writing them down: it is done for each case of each pool.
class CasePassages {
 public:
  /// Gives the queries the grams of the texts (character_grams.hpp). Any bytes are safe to give;
  /// linear time.
  void read(const std::vector<std::string_view>& texts, GramQuery& pairs, GramQuery& kanji);

  /// The first sentences, as many as fit into `characters`, at least one. What a case is about is
  /// said at its begin: title and first lines. Empty for a case without text.
  CasePassage opening(std::size_t characters) const;
  /// Those that begin at each sentence, each as long as fits into `characters`, at least one
  /// sentence. Text order.
  void passages(std::size_t characters, std::vector<CasePassage>& passages) const;

 private:
  struct Sentence {
    std::size_t characters = 0;  // with its stop
    GramRange pairs;
    GramRange kanji;
  };
  class Reader;
  CasePassage passage(std::size_t first, std::size_t characters) const;

  std::vector<Sentence> sentences_;
};

}  // namespace kizuki
