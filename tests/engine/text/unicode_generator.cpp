#include "tests/engine/text/unicode_generator.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::u32string_view, 16> kPools = {
    U"あいうえおかがきぎくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
    U"をん",
    U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    U"ー",
    U"事業承継支援者経営改善計画中小企業会社社長相談員工場販路開拓後継者資金繰補助金葛城𠮷髙﨑々〇",
    U"ｱｲｳｴｵｶﾞｷﾞｸﾞﾊﾟﾋﾟﾌﾟﾎﾟｰｯｬｭｮ｡｢｣､･",
    U"ＡＢＣｘｙｚ０１２３４５！？（），．：；％＆－～＿　",
    U"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    U" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    U"。、！？!?「」『』（）()【】〔〕［］“”‘’…―〜・",
    U"㈱㈲①②③⑩㌔㍻㍿㎡℃№™½ⅣﬁﷺⅷßİǆſK‼⁇⁈⁉㋿︒﹗",
    U"\u0300\u0301\u0302\u0308\u3099\u309A\u20DD\u0327゛゜",
    U"\u200B\u200C\u200D\u2060\uFEFF\u00AD\uFE0E\uFE0F\U000E0100\U000E0101\u034F\u180E",
    U"\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2069\u200E\u200F",
    U" \t\n\r\u000B\u000C\u0085\u00A0\u2003\u2028\u2029\u3000\u1680",
    U"\u0001\u0007\u001B\u007F\u0080\u009F\u009B",
    U"😀😎👨👩👧🇯🇵❤★■□●→☎㊗",
    U"한국어ไทยالعربيةעבריתрусскийΕλλάδα\u1100\u1161\u11A8\uAC00\u0E33\u0F77",
};

}  // namespace

std::size_t UnicodeGenerator::number(std::size_t below) {
  return static_cast<std::size_t>(random_() % below);
}

char32_t UnicodeGenerator::character() {
  if (number(50) == 0) {
    const auto any = static_cast<char32_t>(number(0x110000 - 0x800));
    return any < 0xD800 ? any : any + 0x800;  // no surrogates
  }
  const std::u32string_view pool = kPools[number(kPools.size())];
  return pool[number(pool.size())];
}

std::string UnicodeGenerator::text(std::size_t limit_characters) {
  std::string out;
  for (std::size_t left = number(limit_characters + 1); left > 0;) {
    const char32_t next = character();
    // Runs now and then: bounds and grouping depend on them.
    const std::size_t wanted = number(20) == 0 ? 1 + number(40) : 1;
    const std::size_t count = std::min(wanted, left);
    for (std::size_t i = 0; i < count; ++i) utf8_append(out, next);
    left -= count;
  }
  return out;
}

}  // namespace kizuki
