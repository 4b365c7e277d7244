#include "engine/corpus/excerpt.hpp"

#include "engine/base/utf8.hpp"
#include "engine/corpus/value_conversion.hpp"

namespace kizuki {

Excerpt excerpt_of(std::string_view text, std::size_t max_characters) {
  text = trim_space(text);
  text = trim_space(text.substr(0, text.find('\n')));
  std::size_t end = 0;
  for (std::size_t i = 0; i < max_characters && end < text.size(); ++i) utf8_next(text, end);
  return {text.substr(0, end), end < text.size()};
}

}  // namespace kizuki
