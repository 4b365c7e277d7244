// Which byte of an SQLite file serves what, by the file format's documentation
// (https://www.sqlite.org/fileformat2.html): tells bytes that carry content from those that nobody
// reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki::torture {

enum class SqliteUse : std::uint8_t {
  kContent,       // everything that is not one of the others: must be covered
  kHeaderCount,   // header: counters and versions that SQLite keeps for caches and for people
  kFreeSpace,     // between the cell pointers and the cells of a page, free blocks, fragments
  kFreePage,      // a page of the free list, but for the list itself
  kOverflowTail,  // behind the end of a payload on its last overflow page
};

std::string_view sqlite_use_name(SqliteUse use);

/// One entry a byte of `file`. A page that is reached by no tree and no list stays kContent, so
/// that a flip there that verify does not find counts as a breach. Throws std::runtime_error when
/// the file is not a sound database.
std::vector<SqliteUse> map_sqlite_file(std::string_view file);

}  // namespace kizuki::torture
