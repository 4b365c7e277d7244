// What office programs write: archives, in which what they hold decides who reads them, and PDF.
#pragma once

#include <cstddef>
#include <memory>

#include "engine/base/result.hpp"
#include "indexer/source/byte_source.hpp"
#include "indexer/source/document/document_source.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

/// Whether the file begins as ZIP archives or PDF do. Goes back to its first byte. Errors: kIo.
Result<bool> is_office_file(ByteSource& bytes);

/// Opens a workbook (open_workbook) or a document (read_word_document, read_pdf_document). Errors:
/// kLimitExceeded (above 256 MiB), kInvalidArgument (an archive of something else; what to do is
/// said), those of the three.
Result<std::unique_ptr<RecordSource>> open_office_file(ByteSource& bytes, DocumentPlace place,
                                                       std::size_t record_bytes);

}  // namespace kizuki
