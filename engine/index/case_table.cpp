#include "engine/index/case_table.hpp"

#include <limits>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

// Offsets inside an entry.
constexpr std::size_t kIdEndOffset = 16;
constexpr std::size_t kBlockOffset = 20;
constexpr std::size_t kSlotOffset = 24;
constexpr std::size_t kWordsOffset = 28;

constexpr std::size_t kHeaderChecksumOffset = kCaseTableHeaderBytes - 8;

Error corrupt(const std::filesystem::path& file) {
  return Error{ErrorCode::kCorrupt, "事例の表が壊れています", file.string(), 0, "", ""};
}

}  // namespace

CaseTableWriter::CaseTableWriter(const std::filesystem::path& file, Order order)
    : file_(file),
      order_(order),
      entries_(file.string() + ".entries.tmp"),
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
  ++cases_;
  words_ += entry.words;
  if (auto added = ids_.append(id); !added) return added;
  std::string row;
  for (const std::uint8_t byte : entry.key) append_fixed(row, byte);
  append_fixed(row, static_cast<std::uint32_t>(ids_.size()));
  append_fixed(row, entry.place.block);
  append_fixed(row, entry.place.slot);
  append_fixed(row, entry.words);
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
  append_fixed(header, ids_.hash());
  append_fixed(header, xxh3(header));
  auto out = FileWriter::create(file_);
  if (!out) return std::move(out).error();
  if (auto written = out->write(header); !written) return written;
  for (Spool* part : {&entries_, &ids_}) {
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
  if (load_fixed<std::uint32_t>(bytes, 12) != kCaseEntryBytes || cases > kMaxCasesPerCompartment ||
      behind.size() < cases * kCaseEntryBytes ||
      behind.size() - cases * kCaseEntryBytes != id_bytes) {
    return corrupt(file);
  }
  table.cases_ = static_cast<std::uint32_t>(cases);
  table.words_ = load_fixed<std::uint64_t>(bytes, 32);
  table.entries_ = behind.substr(0, static_cast<std::size_t>(cases) * kCaseEntryBytes);
  table.ids_ = behind.substr(table.entries_.size());
  if (!table.entries_fit(load_fixed<std::uint64_t>(bytes, 40)) ||
      !table.ids_fit(load_fixed<std::uint64_t>(bytes, 48))) {
    return corrupt(file);
  }
  return table;
}

bool CaseTable::entries_fit(std::uint64_t checksum) const {
  static_assert(MappedFile::kPieceBytes % kCaseEntryBytes == 0);
  Xxh3 hash;
  std::uint32_t last = 0;
  bool ascend = true;
  file_.read_through(entries_, [&](std::string_view piece) {
    hash.update(piece);
    for (std::size_t at = kIdEndOffset; at < piece.size(); at += kCaseEntryBytes) {
      const auto end = load_fixed<std::uint32_t>(piece, at);
      ascend = ascend && end > last;
      last = end;
    }
  });
  return hash.digest() == checksum && ascend && last == ids_.size();
}

bool CaseTable::ids_fit(std::uint64_t checksum) const {
  Xxh3 hash;
  file_.read_through(ids_, [&](std::string_view piece) { hash.update(piece); });
  return hash.digest() == checksum;
}

std::uint32_t CaseTable::id_end(std::uint32_t document) const {
  return load_fixed<std::uint32_t>(entries_,
                                   (std::size_t{document} - 1) * kCaseEntryBytes + kIdEndOffset);
}

std::string_view CaseTable::id(std::uint32_t document) const {
  const std::uint32_t begin = document == 1 ? 0 : id_end(document - 1);
  return ids_.substr(begin, id_end(document) - begin);
}

CaseEntry CaseTable::entry(std::uint32_t document) const {
  const std::string_view bytes =
      entries_.substr((std::size_t{document} - 1) * kCaseEntryBytes, kCaseEntryBytes);
  CaseEntry entry;
  for (std::size_t i = 0; i < entry.key.size(); ++i) {
    entry.key[i] = static_cast<std::uint8_t>(bytes[i]);
  }
  entry.place = {load_fixed<std::uint32_t>(bytes, kBlockOffset),
                 load_fixed<std::uint32_t>(bytes, kSlotOffset)};
  entry.words = load_fixed<std::uint32_t>(bytes, kWordsOffset);
  return entry;
}

std::optional<std::uint32_t> CaseTable::find(std::string_view wanted) const {
  std::uint32_t low = 1;
  std::uint32_t high = cases_ + 1;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (id(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low > cases_ || id(low) != wanted) return std::nullopt;
  return low;
}

}  // namespace kizuki
