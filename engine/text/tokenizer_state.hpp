// Shared by the sources of the tokenizer alone: MeCab's types.
#pragma once

#include <memory>

#include <mecab.h>

#include "engine/text/tokenizer.hpp"

namespace kizuki {

struct TokenizerModel::State {
  std::unique_ptr<MeCab::Model> model;
};

}  // namespace kizuki
