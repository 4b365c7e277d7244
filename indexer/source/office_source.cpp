#include "indexer/source/office_source.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/source/document/pdf_document.hpp"
#include "indexer/source/document/word_document.hpp"
#include "indexer/source/office/workbook_source.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kArchiveMagic = "PK\x03\x04";
constexpr std::string_view kPdfMagic = "%PDF-";
constexpr std::uint64_t kMostFileBytes = std::uint64_t{256} << 20U;

/// Up to `size` bytes from the first one on.
Result<std::string> read_head(ByteSource& bytes, std::size_t size) {
  if (auto rewound = bytes.rewind(); !rewound) return std::move(rewound).error();
  std::string head(size, '\0');
  std::size_t have = 0;
  while (have < head.size()) {
    const auto got = bytes.read(head.data() + have, head.size() - have);
    if (!got) return got.error();
    if (*got == 0) break;
    have += *got;
  }
  head.resize(have);
  return head;
}

Error refuse(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), "", 0, "", ""};
}

/// What a ZIP archive is that holds no workbook.
Error other_archive(const ZipArchive& archive) {
  if (archive.has("xl/workbook.bin")) {
    return refuse("Excel のバイナリブック（.xlsb）です（.xlsx で保存し直してください）");
  }
  if (archive.has("content.xml")) {
    return refuse("OpenDocument のファイルです（.xlsx か .docx で保存し直してください）");
  }
  if (archive.has("ppt/presentation.xml")) {
    return refuse("PowerPoint のファイルです（文章を .docx か .txt で保存し直してください）");
  }
  return refuse(
      "ZIP のファイルですが、Excel のブックでも Word "
      "の文書でもありません（中のファイルを取り出して、"
      "それぞれを指定してください）");
}

}  // namespace

Result<bool> is_office_file(ByteSource& bytes) {
  const auto head = read_head(bytes, std::max(kArchiveMagic.size(), kPdfMagic.size()));
  if (!head) return head.error();
  if (auto rewound = bytes.rewind(); !rewound) return std::move(rewound).error();
  return head->starts_with(kArchiveMagic) || head->starts_with(kPdfMagic);
}

Result<std::unique_ptr<RecordSource>> open_office_file(ByteSource& bytes, DocumentPlace place,
                                                       std::size_t record_bytes) {
  if (bytes.size() > kMostFileBytes) {
    return Error{ErrorCode::kLimitExceeded,
                 "ファイルが大きすぎます（上限 256 MB。画像を除くか、CSV で保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  }
  auto all = read_head(bytes, static_cast<std::size_t>(bytes.size()));
  if (!all) return std::move(all).error();
  const std::uint64_t size = all->size();
  if (all->starts_with(kPdfMagic)) {
    const auto document = read_pdf_document(*all, record_bytes);
    if (!document) return document.error();
    return document_source(*document, place, size, Encoding::kUtf8);
  }
  auto archive = ZipArchive::open(*std::move(all));
  if (!archive) return std::move(archive).error();
  if (archive->has(kWorkbookPart)) {
    return open_workbook(*std::move(archive), std::move(place.file), record_bytes);
  }
  if (!archive->has(kWordTextPart)) return other_archive(*archive);
  const auto document = read_word_document(*archive, record_bytes);
  if (!document) return document.error();
  return document_source(*document, place, size, Encoding::kUtf8);
}

}  // namespace kizuki
