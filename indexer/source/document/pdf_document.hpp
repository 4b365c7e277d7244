// Written reports in PDF.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/result.hpp"
#include "indexer/source/document/case_document.hpp"

namespace kizuki {

/// The text of a PDF file, in the order in which its pages say it. poppler's pdftotext reads it, a
/// process of its own with limits of time and memory (engine/base/filter_process.hpp): who makes it
/// crash or run for ever makes one file unreadable. Errors: kInvalidArgument (no text in it;
/// damaged or with a password; too heavy), kLimitExceeded (more than `text_bytes` of
/// text), kNotFound (pdftotext is not installed), those of run_filter. Safe on several threads.
Result<CaseDocument> read_pdf_document(std::string_view bytes, std::size_t text_bytes);

/// A report out of the text of its pages, which form feeds part: lines that a page broke are put
/// together again. What more than half of the pages begin or end with falls away: numbers of pages,
/// and a line that three pages at least have alike. A line is taken to go on below when it is
/// nearly as long as the longest of its page, does not end a sentence, and what follows does not
/// begin as headings and items do.
CaseDocument document_of_pages(std::string_view text);

}  // namespace kizuki
