// Sentences without the names in them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// `text` with each run of proper nouns (people, companies, places, as the dictionary knows them)
/// replaced by 〇〇, and with what follows 株式会社, 有限会社, 合同会社 and 医療法人 too. What the
/// dictionary does not know as a name stays: a person looks over what is published.
/// Errors: the analyser's.
Result<std::string> anonymized(std::string_view text, Analyzer& analyzer);

}  // namespace kizuki
