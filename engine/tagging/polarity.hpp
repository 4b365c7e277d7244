// Whether a statement is denied.
#pragma once

#include <cstddef>
#include <string_view>

namespace kizuki {

/// True when what ends at character `end` of the sentence is denied by its own clause: 「信頼関係が
/// 築けず」 after 信頼関係, 「腹落ちしていなかった」, 「自走には至っていない」. The clause ends at
/// the next comma, stop or bracket, at most 16 characters on. A denied loss is no denial
/// (「信頼を失わずに」), nor is 「だけでなく」.
bool is_denied(std::u32string_view sentence, std::size_t end);

}  // namespace kizuki
