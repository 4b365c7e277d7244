// Every name and number of the index format, with where it came from. docs/index-format.md
// describes the files byte by byte; a test holds its table and this header equal. A change of any
// value here but those marked "build" changes the files: raise kFormatVersion with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kizuki {

/// Written into the manifest and into the header of each of our own files. A reader refuses every
/// other number with kVersionMismatch: an index is a cache and is built anew from the library.
inline constexpr std::uint32_t kFormatVersion = 5;

// ---- The index folder ---------------------------------------------------------------------------
inline constexpr std::string_view kGenerationsFolder = "generations";
inline constexpr std::string_view kCurrentFile = "current";
inline constexpr std::string_view kBuildLockFile = "build.lock";
inline constexpr std::string_view kUpdateLockFile = "update.lock";
/// Least digits of a generation's folder name ("000012"), so that names sort as numbers do.
inline constexpr std::size_t kGenerationDigits = 6;
/// A generation being built, and one being removed. Neither is ever read, and the next build clears
/// both away.
inline constexpr std::string_view kDraftSuffix = ".building";
inline constexpr std::string_view kRemovingSuffix = ".removing";

// ---- A generation -------------------------------------------------------------------------------
inline constexpr std::string_view kManifestFile = "manifest.json";
/// Readers hold a shared lock on it; not listed in the manifest, always empty.
inline constexpr std::string_view kGenerationLockFile = "lock";
/// 1,700 compartments need about 2 MiB; 20,000 still fit.
inline constexpr std::size_t kMaxManifestBytes = std::size_t{32} << 20;

/// Below a generation: its updates, numbered as generations are.
inline constexpr std::string_view kUpdatesFolder = "updates";

// ---- An update --------------------------------------------------------------------------------
/// Each part of an update has its cases in the files of a compartment or view, and this list.
inline constexpr std::string_view kSupersededFile = "superseded.tbl";
inline constexpr std::string_view kDocumentListMagic = "KZKDOCLS";
inline constexpr std::size_t kDocumentListHeaderBytes = 24;
/// build: cases that an update may hold. It is written whole each time, which must stay below two
/// seconds beside a running build; with more it is time for a new generation.
inline constexpr std::size_t kMaxUpdateCases = 1'000;
/// A query opens base and update of each compartment, and eight databases at most: with more than
/// this it opens a view.
inline constexpr std::size_t kMaxCompartmentsWithoutView = 4;

// ---- A compartment ------------------------------------------------------------------------------
inline constexpr std::string_view kTextIndexFolder = "text";
inline constexpr std::string_view kCaseTableFile = "cases.tbl";
inline constexpr std::string_view kAnalysisFile = "analysis.blk";
inline constexpr std::string_view kGramTableFile = "grams.tbl";
/// Only in a draft: the parts of the text index before they are compacted.
inline constexpr std::string_view kPartsFolder = "parts";

// ---- Terms of the text index --------------------------------------------------------------------
// One letter each, so that no text can make a term of another kind. The parts of compounds share
// the space of words: the word 承継 and the part of 事業承継 are one term.
inline constexpr char kWordPrefix = 'W';
inline constexpr char kBigramPrefix = 'B';
/// Glass refuses longer terms: 255 bytes of key less the document number behind the term; a NUL
/// counts twice and is noticed at commit only, when it is too late.
inline constexpr std::size_t kMaxStoredTermBytes = 245;
/// Hex digits of XXH3 at the end of a shortened term.
inline constexpr std::size_t kShortenedHashDigits = 16;

// ---- Building the text index --------------------------------------------------------------------
/// build: compact never joins posting chunks, so parts must be large (index-recipe: 500-case parts
/// 14.4 MB, 20,000 5.9, one part 5.6); their size is fixed so that files do not depend on threads.
inline constexpr std::uint32_t kCasesPerPart = 50'000;
/// build: small unsynced commits cost less CPU and memory than large ones (7.4 s against 10.9 s for
/// 10,000) and give the same size after compaction.
inline constexpr std::uint32_t kCasesPerCommit = 1'000;
/// build: bounds the memory of a commit when cases are long (about 60 bytes a posting in Xapian).
inline constexpr std::uint64_t kPostingsPerCommit = 500'000;

// ---- Attribute tables ---------------------------------------------------------------------------
inline constexpr std::string_view kFacetFile = "facets.tbl";
/// Tags read from the text, and what people said of a case (annotation.hpp).
inline constexpr std::string_view kPredictedFile = "predicted.tbl";
inline constexpr std::string_view kConfirmedFile = "confirmed.tbl";
/// In a part of an update: what people said of the generation's cases, in place of its
/// kConfirmedFile.
inline constexpr std::string_view kConfirmedBaseFile = "confirmed-base.tbl";
/// The last byte is the version of this table's own layout.
inline constexpr std::string_view kAttributeMagic = "KZKATTR3";
inline constexpr std::size_t kAttributeHeaderBytes = 48;
/// Documents whose forward lists lie together.
inline constexpr std::uint32_t kAttributeGroup = 16;

// ---- The case table -----------------------------------------------------------------------------
inline constexpr std::string_view kCaseTableMagic = "KZKCASES";
inline constexpr std::size_t kCaseTableHeaderBytes = 72;
inline constexpr std::size_t kCaseEntryBytes = 13;
/// Entries say how long an id is; where it begins is kept for the first of so many.
inline constexpr std::uint32_t kCaseIdGroup = 16;
/// Xapian numbers documents with 32 bits and the id bytes are addressed with 32 bits.
inline constexpr std::uint64_t kMaxCasesPerCompartment = 60'000'000;
inline constexpr std::size_t kMaxIdBytes = 64;

// ---- The analysis store -------------------------------------------------------------------------
inline constexpr std::string_view kAnalysisMagic = "KZKBLOCK";
inline constexpr std::size_t kAnalysisHeaderBytes = 48;
inline constexpr std::string_view kAnalysisEndMagic = "KZKBLEND";
inline constexpr std::size_t kAnalysisFooterBytes = 48;
/// A block is closed as soon as it holds this many bytes of records. Reading 50 cases costs 0.8 ms
/// with 4 KiB blocks, 1.3 ms with 16 KiB, 3.3 ms with 64 KiB (index-recipe); 6 KiB take 1 % less
/// space than 4 and 0.1 ms more (1.7 instead of 1.6 a question at 100,000 cases).
inline constexpr std::size_t kBlockBytes = 6'144;
/// Records without text, or nearly, could otherwise fill a block without end.
inline constexpr std::uint32_t kMaxRecordsPerBlock = 256;
/// No record, and so no block, may be larger: a case is at most 1 MiB of JSON, and its analysis is
/// well below four times its text.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{8} << 20;
/// zstd's usual size of a dictionary, here that of the texts. It takes 4 KiB blocks of Japanese
/// from 0.50 of their text to 0.27–0.31, 16 KiB only to 0.33–0.41.
inline constexpr std::size_t kMaxDictionaryBytes = 112'640;
/// The columns have few patterns; what they gain is mostly the entropy tables.
inline constexpr std::size_t kMaxColumnDictionaryBytes = 8'192;
/// Records held back until the dictionary of the columns is learnt from them.
inline constexpr std::size_t kDictionarySampleBytes = std::size_t{2} << 20;

// ---- The gram table -----------------------------------------------------------------------------
inline constexpr std::string_view kGramTableMagic = "KZKGRAMS";
inline constexpr std::size_t kGramTableHeaderBytes = 56;
/// 2^18 counters: 1 MiB at the very most, 12 KB for 60 cases (index-recipe: enough for re-scoring).
/// The same for all compartments, so that their counters can be added up.
inline constexpr std::uint32_t kGramBucketBits = 18;
inline constexpr std::uint32_t kGramBuckets = std::uint32_t{1} << kGramBucketBits;

}  // namespace kizuki
