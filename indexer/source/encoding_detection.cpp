#include "indexer/source/encoding_detection.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/source/encoding_guess.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{256} << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// The first byte that tells one encoding from another, the size when there is none.
std::size_t first_telling_byte(std::string_view bytes) {
  const auto found = std::find_if(bytes.begin(), bytes.end(), [](char c) {
    return c == '\x1B' || static_cast<unsigned char>(c) >= 0x80;
  });
  return static_cast<std::size_t>(found - bytes.begin());
}

/// The next `size` bytes, fewer at the end.
Result<std::string> read_piece(ByteSource& bytes, std::size_t size) {
  constexpr std::size_t kStep = std::size_t{16} << 10;
  std::string piece;
  while (piece.size() < size) {
    const std::size_t before = piece.size();
    piece.resize(std::min(size, before + kStep));
    auto got = bytes.read(piece.data() + before, piece.size() - before);
    if (!got) return std::move(got).error();
    piece.resize(before + *got);
    if (*got == 0) break;
  }
  return piece;
}

Error refusal(ErrorCode code, std::string message) {
  return Error{code, std::move(message), "", 0, "", ""};
}

/// ASCII in UTF-16 without a byte order mark: NUL as every other byte. NULs that stand elsewhere
/// are damage, and refuse only their record.
bool looks_like_utf16(std::string_view head) {
  constexpr std::size_t kFewest = 8;
  std::size_t nuls[2] = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(nuls[0], nuls[1]);
  return more >= kFewest && more > head.size() / 8 && fewer < more / 8;
}

std::optional<Error> foreign_format(std::string_view head) {
  const auto starts = [&](std::string_view magic) { return head.substr(0, magic.size()) == magic; };
  if (starts("PK\x03\x04")) {
    return refusal(ErrorCode::kInvalidArgument,
                   "ZIP のファイルです（中のファイルを取り出してください）");
  }
  if (starts("\xD0\xCF\x11\xE0")) {
    return refusal(
        ErrorCode::kInvalidArgument,
        "古い形式の Excel（.xls）か Word のファイル、またはパスワードの付いたファイルです"
        "（パスワードを外し、.xlsx か .docx で保存し直してください）");
  }
  if (starts("\xFF\xFE") || starts("\xFE\xFF")) {
    return refusal(
        ErrorCode::kInvalidEncoding,
        "文字コードが UTF-16 です（UTF-8 で保存し直してください。Excel では「CSV UTF-8」）");
  }
  if (looks_like_utf16(head)) {
    return refusal(ErrorCode::kInvalidEncoding,
                   "文字コードが UTF-16 のようです（UTF-8 で保存し直してください）");
  }
  return std::nullopt;
}

/// 256 KiB of `bytes` from the first byte that tells one encoding from another: a file may open
/// with megabytes of ASCII, `head` being its first piece.
Result<std::string> telling_sample(ByteSource& bytes, std::string head) {
  std::size_t telling = first_telling_byte(head);
  while (telling == head.size() && !head.empty()) {
    auto next = read_piece(bytes, kSampleBytes);
    if (!next) return next;
    head = *std::move(next);
    telling = first_telling_byte(head);
  }
  auto rest = read_piece(bytes, telling);
  if (!rest) return rest;
  return head.substr(telling) + *rest;
}

}  // namespace

Result<Encoding> detect_encoding(ByteSource& bytes, std::optional<Encoding> forced) {
  auto head = read_piece(bytes, kSampleBytes);
  if (!head) return std::move(head).error();
  if (auto error = foreign_format(*head)) return *std::move(error);
  const bool marked = head->compare(0, kUtf8Mark.size(), kUtf8Mark) == 0;
  if (forced && marked && *forced != Encoding::kUtf8) {
    return refusal(ErrorCode::kInvalidEncoding, "UTF-8 の印（BOM）があるファイルです（指定は " +
                                                    std::string(encoding_name(*forced)) +
                                                    "。--encoding を外してください）");
  }
  Result<Encoding> found = forced.value_or(Encoding::kUtf8);
  if (!forced && !marked) {
    const auto sample = telling_sample(bytes, *std::move(head));
    if (!sample) return sample.error();
    found = guess_encoding(*sample, sample->size() < kSampleBytes);
  }
  if (auto rewound = bytes.rewind(); !rewound) return std::move(rewound).error();
  return found;
}

}  // namespace kizuki
