// A written report as a source of one record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "indexer/source/document/case_document.hpp"
#include "indexer/source/record_source.hpp"
#include "indexer/source/text_window.hpp"

namespace kizuki {

/// Where a report lies and what it is called.
struct DocumentPlace {
  std::string file;   // for errors
  std::string place;  // for its id
};

/// One record in the form of a case (profile `case`), or one refused item when there is no text.
std::unique_ptr<RecordSource> document_source(const CaseDocument& document,
                                              const DocumentPlace& place, std::uint64_t file_bytes,
                                              Encoding encoding);

/// Plain text (.txt) and Markdown (.md), line by line: "#" begins a heading, the first "# " before
/// all text is the title; marks of emphasis go. Longer than `record_bytes`: one refused item.
/// Errors: kIo.
Result<std::unique_ptr<RecordSource>> open_text_document(TextWindow window,
                                                         const DocumentPlace& place,
                                                         std::size_t record_bytes);

}  // namespace kizuki
