#include "engine/index/document_list.hpp"

#include <string>
#include <string_view>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kChecksumOffset = kDocumentListHeaderBytes - 8;

Error corrupt(const std::filesystem::path& file) {
  return Error{
      ErrorCode::kCorrupt, "差し替え済みの事例の表が壊れています", file.string(), 0, "", ""};
}

}  // namespace

Result<void> write_document_list(const std::filesystem::path& file,
                                 const std::vector<std::uint32_t>& documents) {
  std::string body;
  body.reserve(documents.size() * sizeof(std::uint32_t));
  for (const std::uint32_t document : documents) append_fixed(body, document);
  std::string header(kDocumentListMagic);
  append_fixed(header, kFormatVersion);
  append_fixed(header, static_cast<std::uint32_t>(documents.size()));
  append_fixed(header, xxh3(header + body));
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(header + body); !written) return written;
  return out->close(false);
}

Result<std::vector<std::uint32_t>> read_document_list(const std::filesystem::path& file,
                                                      std::uint32_t limit) {
  const std::size_t most = kDocumentListHeaderBytes + std::size_t{limit} * sizeof(std::uint32_t);
  const auto bytes = read_file(file, most);
  if (!bytes && bytes.error().code == ErrorCode::kLimitExceeded) return corrupt(file);
  if (!bytes) return bytes.error();
  const std::string_view text = *bytes;
  if (text.size() < kDocumentListHeaderBytes ||
      text.substr(0, kDocumentListMagic.size()) != kDocumentListMagic) {
    return corrupt(file);
  }
  const std::string_view body = text.substr(kDocumentListHeaderBytes);
  const std::string hashed = std::string(text.substr(0, kChecksumOffset)).append(body);
  if (load_fixed<std::uint64_t>(text, kChecksumOffset) != xxh3(hashed)) return corrupt(file);
  if (load_fixed<std::uint32_t>(text, 8) != kFormatVersion) {
    return Error{
        ErrorCode::kVersionMismatch, "別の版の形式で書かれた表です", file.string(), 0, "", ""};
  }
  const std::size_t count = load_fixed<std::uint32_t>(text, 12);
  if (body.size() != count * sizeof(std::uint32_t)) return corrupt(file);
  std::vector<std::uint32_t> documents;
  documents.reserve(count);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto document = load_fixed<std::uint32_t>(body, i * sizeof(std::uint32_t));
    if (document <= last || document > limit) return corrupt(file);
    documents.push_back(document);
    last = document;
  }
  return documents;
}

}  // namespace kizuki
