#include "tests/torture/sqlite_map.hpp"

#include <algorithm>
#include <stdexcept>

namespace kizuki::torture {
namespace {

constexpr std::size_t kFileHeaderBytes = 100;

constexpr int kIndexInterior = 2;
constexpr int kTableInterior = 5;
constexpr int kIndexLeaf = 10;
constexpr int kTableLeaf = 13;

struct Varint {
  std::uint64_t value = 0;
  std::size_t bytes = 0;
};

class Mapper {
 public:
  explicit Mapper(std::string_view file) : file_(file), uses_(file.size(), SqliteUse::kContent) {
    if (file.size() < kFileHeaderBytes) throw std::runtime_error("no SQLite file");
    page_bytes_ = number(16, 2) == 1 ? 65536 : number(16, 2);
    usable_ = page_bytes_ - number(20, 1);
  }

  std::vector<SqliteUse> run() {
    map_file_header();
    map_free_list();
    map_tree(1);  // the schema names the other trees
    for (const std::uint64_t root : roots_) map_tree(root);
    return std::move(uses_);
  }

 private:
  std::uint64_t number(std::size_t at, std::size_t bytes) const {
    if (at + bytes > file_.size()) throw std::runtime_error("SQLite file is cut off");
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      value = value << 8 | static_cast<unsigned char>(file_[at + i]);
    }
    return value;
  }

  Varint varint(std::size_t at) const {
    Varint result;
    for (;;) {
      const std::uint64_t byte = number(at + result.bytes++, 1);
      if (result.bytes == 9) {
        result.value = result.value << 8 | byte;
        return result;
      }
      result.value = result.value << 7 | (byte & 127);
      if ((byte & 128) == 0) return result;
    }
  }

  void mark(std::size_t begin, std::size_t end, SqliteUse use) {
    if (begin > end || end > uses_.size()) throw std::runtime_error("SQLite page is damaged");
    std::fill(uses_.begin() + static_cast<std::ptrdiff_t>(begin),
              uses_.begin() + static_cast<std::ptrdiff_t>(end), use);
  }

  std::size_t page_begin(std::uint64_t page) const { return (page - 1) * page_bytes_; }

  void map_file_header() {
    mark(24, 28, SqliteUse::kHeaderCount);   // file change counter
    mark(40, 44, SqliteUse::kHeaderCount);   // schema cookie: tells other connections to read anew
    mark(92, 100, SqliteUse::kHeaderCount);  // change counter at, and number of, SQLite's version
  }

  void map_free_list() {
    for (std::uint64_t trunk = number(32, 4); trunk != 0; trunk = number(page_begin(trunk), 4)) {
      const std::size_t begin = page_begin(trunk);
      const std::uint64_t leaves = number(begin + 4, 4);
      mark(begin + 8 + 4 * leaves, begin + page_bytes_, SqliteUse::kFreePage);
      for (std::uint64_t i = 0; i < leaves; ++i) {
        const std::size_t leaf = page_begin(number(begin + 8 + 4 * i, 4));
        mark(leaf, leaf + page_bytes_, SqliteUse::kFreePage);
      }
    }
  }

  void map_tree(std::uint64_t page) {
    const std::size_t begin = page_begin(page);
    const std::size_t header = begin + (page == 1 ? kFileHeaderBytes : 0);
    const int kind = static_cast<int>(number(header, 1));
    if (kind != kIndexInterior && kind != kTableInterior && kind != kIndexLeaf &&
        kind != kTableLeaf) {
      throw std::runtime_error("SQLite page of unknown kind");
    }
    const bool interior = kind == kIndexInterior || kind == kTableInterior;
    const std::size_t pointers = header + (interior ? 12 : 8);
    const std::uint64_t cells = number(header + 3, 2);
    // Everything behind the pointers is free but for what a cell takes.
    mark(pointers + 2 * cells, begin + usable_, SqliteUse::kFreeSpace);
    // Free blocks chain through the page, and SQLite checks that chain; their first four bytes are
    // the chain itself.
    for (std::uint64_t block = number(header + 1, 2); block != 0;
         block = number(begin + block, 2)) {
      mark(begin + block, begin + block + 4, SqliteUse::kContent);
    }
    for (std::uint64_t i = 0; i < cells; ++i) {
      map_cell(page == 1, kind, begin, begin + number(pointers + 2 * i, 2));
    }
    if (interior) map_tree(number(header + 8, 4));
  }

  void map_cell(bool schema, int kind, std::size_t page, std::size_t cell) {
    std::size_t at = cell;
    if (kind == kIndexInterior || kind == kTableInterior) {
      map_tree(number(at, 4));
      at += 4;
    }
    if (kind == kTableInterior) {
      mark(cell, at + varint(at).bytes, SqliteUse::kContent);
      return;
    }
    const Varint payload = varint(at);
    at += payload.bytes;
    if (kind == kTableLeaf) at += varint(at).bytes;
    const std::uint64_t local = local_bytes(kind, payload.value);
    if (schema && kind == kTableLeaf) note_root(at, local);
    std::size_t end = at + local;
    if (local < payload.value) {
      map_overflow(number(end, 4), payload.value - local);
      end += 4;
    }
    end = std::max(end, cell + 4);  // no cell is smaller
    if (end > page + usable_) throw std::runtime_error("SQLite cell leaves its page");
    mark(cell, end, SqliteUse::kContent);
  }

  /// How much of a payload lies in the page itself.
  std::uint64_t local_bytes(int kind, std::uint64_t payload) const {
    const std::uint64_t most = kind == kTableLeaf ? usable_ - 35 : (usable_ - 12) * 64 / 255 - 23;
    if (payload <= most) return payload;
    const std::uint64_t least = (usable_ - 12) * 32 / 255 - 23;
    const std::uint64_t fitting = least + (payload - least) % (usable_ - 4);
    return fitting <= most ? fitting : least;
  }

  void map_overflow(std::uint64_t page, std::uint64_t left) {
    while (page != 0) {
      const std::size_t begin = page_begin(page);
      const std::uint64_t here = std::min<std::uint64_t>(left, usable_ - 4);
      left -= here;
      mark(begin + 4 + here, begin + page_bytes_, SqliteUse::kOverflowTail);
      page = number(begin, 4);
    }
  }

  /// A row of the schema table: type, name, tbl_name, rootpage, sql. Its rootpage is a tree.
  void note_root(std::size_t record, std::uint64_t bytes) {
    const Varint header = varint(record);
    std::size_t at = record + header.bytes;
    std::size_t value = record + header.value;
    for (int column = 0; column < 3; ++column) {
      const Varint type = varint(at);
      at += type.bytes;
      value += type.value < 12 ? 0 : (type.value - 12) / 2;
    }
    const std::uint64_t type = varint(at).value;  // 1 to 4: an integer of so many bytes; 9: the 1
    if (value + 4 > record + bytes) return;
    if (type >= 1 && type <= 4) roots_.push_back(number(value, type));
  }

  std::string_view file_;
  std::vector<SqliteUse> uses_;
  std::uint64_t page_bytes_ = 0;
  std::uint64_t usable_ = 0;
  std::vector<std::uint64_t> roots_;
};

}  // namespace

std::string_view sqlite_use_name(SqliteUse use) {
  switch (use) {
    case SqliteUse::kContent:
      return "content";
    case SqliteUse::kHeaderCount:
      return "header_counter";
    case SqliteUse::kFreeSpace:
      return "free_space";
    case SqliteUse::kFreePage:
      return "free_page";
    case SqliteUse::kOverflowTail:
      return "overflow_tail";
  }
  return "content";
}

std::vector<SqliteUse> map_sqlite_file(std::string_view file) { return Mapper(file).run(); }

}  // namespace kizuki::torture
