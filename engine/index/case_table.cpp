#include "engine/index/case_table.hpp"

#include <cstring>
#include <tuple>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

// Offsets inside an entry; the key comes first.
constexpr std::size_t kWordsOffset = std::tuple_size_v<AnalysisKey>;
constexpr std::size_t kIdBytesOffset = kWordsOffset + 4;
static_assert(kIdBytesOffset + 1 == kCaseEntryBytes);
static_assert(kMaxIdBytes < 256);

constexpr std::size_t kHeaderChecksumOffset = kCaseTableHeaderBytes - 8;

std::uint64_t count_groups(std::uint64_t cases) {
  return (cases + kCaseIdGroup - 1) / kCaseIdGroup;
}

Error corrupt(const std::filesystem::path& file) {
  return Error{ErrorCode::kCorrupt, "事例の表が壊れています", file.string(), 0, "", ""};
}

}  // namespace

CaseTableWriter::CaseTableWriter(const std::filesystem::path& file, Order order)
    : file_(file),
      order_(order),
      entries_(file.string() + ".entries.tmp"),
      id_starts_(file.string() + ".starts.tmp"),
      ids_(file.string() + ".ids.tmp") {}

Result<void> CaseTableWriter::add(std::string_view id, const CaseEntry& entry) {
  const bool in_order = order_ == Order::kAny || id > last_id_;
  if (id.empty() || id.size() > kMaxIdBytes || !in_order) {
    return Error{ErrorCode::kInvalidArgument,
                 "事例は id の順に、1〜64 バイトの id で渡してください",
                 "",
                 0,
                 "",
                 std::string(id)};
  }
  if (cases_ == kMaxCasesPerCompartment) {
    return Error{ErrorCode::kLimitExceeded, "一つの区画に入る事例の数を超えました", "", 0, "", ""};
  }
  last_id_ = id;
  words_ += entry.words;
  if (cases_ % kCaseIdGroup == 0) {
    std::string start;
    append_fixed(start, static_cast<std::uint32_t>(ids_.size()));
    if (auto added = id_starts_.append(start); !added) return added;
  }
  ++cases_;
  if (auto added = ids_.append(id); !added) return added;
  std::string row;
  for (const std::uint8_t byte : entry.key) append_fixed(row, byte);
  append_fixed(row, entry.words);
  append_fixed(row, static_cast<std::uint8_t>(id.size()));
  return entries_.append(row);
}

Result<void> CaseTableWriter::finish() {
  std::string header(kCaseTableMagic);
  append_fixed(header, kFormatVersion);
  append_fixed(header, static_cast<std::uint32_t>(kCaseEntryBytes));
  append_fixed(header, cases_);
  append_fixed(header, ids_.size());
  append_fixed(header, words_);
  append_fixed(header, entries_.hash());
  append_fixed(header, id_starts_.hash());
  append_fixed(header, ids_.hash());
  append_fixed(header, xxh3(header));
  auto out = FileWriter::create(file_);
  if (!out) return std::move(out).error();
  if (auto written = out->write(header); !written) return written;
  for (Spool* part : {&entries_, &id_starts_, &ids_}) {
    if (auto written = part->write_to(*out); !written) return written;
  }
  return out->close(false);
}

Result<CaseTable> CaseTable::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return std::move(mapped).error();
  CaseTable table;
  table.file_ = std::move(*mapped);
  const std::string_view bytes = table.file_.bytes();
  if (bytes.size() < kCaseTableHeaderBytes ||
      bytes.substr(0, kCaseTableMagic.size()) != kCaseTableMagic ||
      load_fixed<std::uint64_t>(bytes, kHeaderChecksumOffset) !=
          xxh3(bytes.substr(0, kHeaderChecksumOffset))) {
    return corrupt(file);
  }
  if (load_fixed<std::uint32_t>(bytes, 8) != kFormatVersion) {
    return Error{ErrorCode::kVersionMismatch,
                 "別の版の形式で書かれた事例の表です",
                 file.string(),
                 0,
                 "",
                 ""};
  }
  const auto cases = load_fixed<std::uint64_t>(bytes, 16);
  const auto id_bytes = load_fixed<std::uint64_t>(bytes, 24);
  const std::string_view behind = bytes.substr(kCaseTableHeaderBytes);
  if (load_fixed<std::uint32_t>(bytes, 12) != kCaseEntryBytes || cases > kMaxCasesPerCompartment) {
    return corrupt(file);
  }
  const std::uint64_t entries_bytes = cases * kCaseEntryBytes;
  const std::uint64_t starts_bytes = count_groups(cases) * sizeof(std::uint32_t);
  if (behind.size() < entries_bytes + starts_bytes ||
      behind.size() - entries_bytes - starts_bytes != id_bytes) {
    return corrupt(file);
  }
  table.cases_ = static_cast<std::uint32_t>(cases);
  table.words_ = load_fixed<std::uint64_t>(bytes, 32);
  table.entries_ = behind.substr(0, static_cast<std::size_t>(entries_bytes));
  table.id_starts_ = behind.substr(table.entries_.size(), static_cast<std::size_t>(starts_bytes));
  table.ids_ = behind.substr(table.entries_.size() + table.id_starts_.size());
  if (!table.has_hash(table.entries_, load_fixed<std::uint64_t>(bytes, 40)) ||
      !table.has_hash(table.id_starts_, load_fixed<std::uint64_t>(bytes, 48)) ||
      !table.has_hash(table.ids_, load_fixed<std::uint64_t>(bytes, 56)) || !table.ids_fit()) {
    return corrupt(file);
  }
  return table;
}

bool CaseTable::has_hash(std::string_view part, std::uint64_t checksum) const {
  Xxh3 hash;
  file_.read_through(part, [&](std::string_view piece) { hash.update(piece); });
  return hash.digest() == checksum;
}

/// Whether the ids lie where the entries say: all that id() takes for granted.
bool CaseTable::ids_fit() const {
  std::uint64_t begin = 0;
  std::uint32_t document = 0;
  bool fit = true;
  std::size_t begun = 0;  // bytes of the piece's first entry that the piece before has
  file_.read_through(entries_, [&](std::string_view piece) {
    for (std::size_t at = kIdBytesOffset - begun; at < piece.size(); at += kCaseEntryBytes) {
      const auto bytes = static_cast<std::uint8_t>(piece[at]);
      fit = fit && bytes > 0 && bytes <= kMaxIdBytes;
      if (document % kCaseIdGroup == 0) {
        fit = fit && begin == load_fixed<std::uint32_t>(id_starts_,
                                                        std::size_t{document / kCaseIdGroup} * 4);
      }
      begin += bytes;
      ++document;
    }
    begun = (begun + piece.size()) % kCaseEntryBytes;
  });
  return fit && document == cases_ && begin == ids_.size();
}

std::size_t CaseTable::entry_at(std::uint32_t document) const {
  return (std::size_t{document} - 1) * kCaseEntryBytes;
}

std::uint32_t CaseTable::id_bytes(std::uint32_t document) const {
  return static_cast<std::uint8_t>(entries_[entry_at(document) + kIdBytesOffset]);
}

std::string_view CaseTable::id(std::uint32_t document) const {
  const std::uint32_t group = (document - 1) / kCaseIdGroup;
  auto begin = load_fixed<std::uint32_t>(id_starts_, std::size_t{group} * 4);
  for (std::uint32_t before = group * kCaseIdGroup + 1; before < document; ++before) {
    begin += id_bytes(before);
  }
  return ids_.substr(begin, id_bytes(document));
}

AnalysisKey CaseTable::key(std::uint32_t document) const {
  AnalysisKey key;
  std::memcpy(key.data(), entries_.data() + entry_at(document), key.size());
  return key;
}

std::uint32_t CaseTable::words(std::uint32_t document) const {
  return load_fixed<std::uint32_t>(entries_, entry_at(document) + kWordsOffset);
}

std::optional<std::uint32_t> CaseTable::find(std::string_view wanted, std::uint32_t first,
                                             std::uint32_t count) const {
  std::uint32_t low = first;
  std::uint32_t high = first + count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (id(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == first + count || id(low) != wanted) return std::nullopt;
  return low;
}

}  // namespace kizuki
