// PDF files made by hand.
#pragma once

#include <string>
#include <vector>

namespace kizuki {

/// Pages of lines in Japanese, in a font that is not embedded: the reader needs the encodings of
/// poppler-data.
std::string make_pdf(const std::vector<std::vector<std::string>>& pages);

}  // namespace kizuki
