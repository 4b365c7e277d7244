// What the library's tests share: records, and the content seen whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library/library.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {

/// A record of about `bytes` bytes of Japanese text whose title is "第<version>版".
CaseRecord sample_case(std::string_view id, int version = 1, std::size_t bytes = 300);

/// sample_case as it lies in the library.
std::string sample_json(std::string_view id, int version = 1, std::size_t bytes = 300);

/// `prefix` and the number; also spares GCC 12 a false warning about "x" + std::to_string(n).
std::string numbered(std::string_view prefix, std::uint64_t number);

/// Opens, or fails the test and ends the process with the error's text.
Library open_library(const std::filesystem::path& folder,
                     Library::Mode mode = Library::Mode::kReadWrite);

/// A clock that stands still.
std::string fixed_clock();

/// Writes the records and commits.
void write_cases(Library& library, const std::vector<CaseRecord>& records);

/// Every case at `sequence`; fails the test on an error.
std::vector<StoredCase> all_cases(const Library& library, std::uint64_t sequence);

/// What verify reports, "id: message" each.
std::vector<std::string> findings(const Library& library);

/// Runs `sql` on the file behind the library's back.
void tamper(const std::filesystem::path& file, const std::string& sql);

/// A text that occurs nowhere else, to be put into a record.
std::string canary(std::uint64_t number);

/// The bytes of all files below `folder`, one behind the other.
std::string all_bytes(const std::filesystem::path& folder);

/// The numbers of all canaries in the bytes of any file below `folder`.
std::set<std::uint64_t> canaries_in(const std::filesystem::path& folder);

/// Whether `needle` occurs in any file below `folder`.
bool bytes_occur(const std::filesystem::path& folder, std::string_view needle);

inline bool operator==(const StoredCase& a, const StoredCase& b) {
  return a.id == b.id && a.compartment == b.compartment && a.revision == b.revision &&
         a.sequence == b.sequence && a.content_hash == b.content_hash && a.json == b.json;
}

}  // namespace kizuki
