// Documents of word processors (.docx).
#pragma once

#include <cstddef>

#include "engine/base/result.hpp"
#include "indexer/source/document/case_document.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {

/// Entry of an archive that holds the text of a document.
inline constexpr const char* kWordTextPart = "word/document.xml";

/// The text of a document in the order in which it is read: paragraphs, headings by their style or
/// outline level, tables row by row, text boxes before the paragraph that they hang on, footnotes
/// at the end. What was deleted under tracked changes, readings above words (ruby), headers,
/// footers and comments are left out. Errors: kLimitExceeded (more than 256 MiB of XML; more than
/// `text_bytes` of text), those of ZipArchive and XmlParser.
Result<CaseDocument> read_word_document(const ZipArchive& archive, std::size_t text_bytes);

}  // namespace kizuki
