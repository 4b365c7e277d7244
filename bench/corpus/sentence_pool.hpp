// Sentences of real texts, to be put together anew.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/eval/random.hpp"

namespace kizuki {

/// White space (ASCII, ideographic, no-break) as single blanks, none at the ends.
std::string squeezed(std::string_view text);

/// Cuts behind 。！？ outside 「」『』（）; a bracket that never closes ends with the text. What is
/// left behind the last one is a sentence too; none is empty. Not the engine's splitter on purpose:
/// a synthetic corpus must stay the same when that one gets better.
std::vector<std::string> cut_sentences(std::string_view text);

/// Sentences, and how many of them a text has.
class SentencePool {
 public:
  /// Squeezes and cuts `text`; nothing happens when it is blank.
  void add(std::string_view text);

  bool empty() const { return sentences_.empty(); }
  std::size_t size() const { return sentences_.size(); }

  /// One sentence, each as likely as the others. The pool must not be empty (asserted).
  const std::string& draw(SplitMix64& random) const;

  /// As many sentences as a drawn text of the pool has, one behind the other. The pool must not be
  /// empty (asserted).
  std::string draw_text(SplitMix64& random) const;

 private:
  std::vector<std::string> sentences_;
  std::vector<std::size_t> lengths_;  // sentences of each text
};

}  // namespace kizuki
