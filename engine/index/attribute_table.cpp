// Layout: a header of 48 bytes, then three sections (names, postings, forward lists). Each section
// is a table of u64 offsets, one more than it has entries, relative to the end of that table, and
// then the entries' bytes. The forward lists, of which most are short and many empty, are kept in
// groups of kAttributeGroup documents, so that a document costs a byte or two beside its values
// instead of an offset. A list entry is a varint `gap * 2 + inexact`, with a score byte behind
// it when inexact: certain attributes, by far the most, cost about one byte.
#include "engine/index/attribute_table.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kChecksumAt = 8;
constexpr std::size_t kCheckedFrom = 16;
constexpr std::size_t kHeaderBytes = kAttributeHeaderBytes;

void append_entry(std::string& out, std::uint32_t gap, AttributeScore score) {
  append_varint(out, std::uint64_t{gap} * 2 + (score == kCertain ? 0 : 1));
  if (score != kCertain) out += static_cast<char>(score);
}

/// Groups of forward lists: none where no document has a value.
std::uint64_t count_groups(std::uint32_t documents, std::uint32_t values) {
  if (values == 0) return 0;
  return (std::uint64_t{documents} + kAttributeGroup - 1) / kAttributeGroup;
}

Error damaged_table() {
  return Error{ErrorCode::kCorrupt, "属性の表が壊れています", "", 0, "", ""};
}

/// A table of offsets and the entries behind it.
void append_section(std::string& out, const std::vector<std::string>& entries) {
  std::uint64_t at = 0;
  for (const std::string& entry : entries) {
    append_fixed(out, at);
    at += entry.size();
  }
  append_fixed(out, at);
  for (const std::string& entry : entries) out += entry;
}

}  // namespace

void AttributeTableBuilder::Entries::add(std::uint32_t document, AttributeScore score) {
  if (document == 0) return;
  if (!unordered.empty()) {
    unordered.emplace_back(document, score);
    return;
  }
  if (count > 0 && document < last) {
    unordered = decoded();
    unordered.emplace_back(document, score);
    list = std::string();
    return;
  }
  if (count > 0 && document == last) {
    if (score <= last_score) return;
    list.resize(last_at);
  } else {
    ++count;
    before_last = last;
    last = document;
    last_at = list.size();
  }
  last_score = score;
  append_entry(list, document - before_last, score);
}

std::vector<std::pair<std::uint32_t, AttributeScore>> AttributeTableBuilder::Entries::decoded()
    const {
  if (!unordered.empty()) return unordered;
  std::vector<std::pair<std::uint32_t, AttributeScore>> out;
  std::string_view rest = list;
  std::uint32_t document = 0;
  while (const auto entry = AttributeTable::take_entry(rest)) {
    document += static_cast<std::uint32_t>(entry->first);
    out.emplace_back(document, entry->second);
  }
  return out;
}

AttributeTableBuilder::Entries AttributeTableBuilder::Entries::ordered(
    std::uint32_t documents) const {
  auto all = decoded();
  std::sort(all.begin(), all.end());
  Entries out;
  for (const auto& [document, score] : all) {
    if (document <= documents) out.add(document, score);
  }
  return out;
}

void AttributeTableBuilder::add(std::uint32_t document, std::string_view name,
                                std::string_view value, AttributeScore score) {
  if (score == 0) return;
  auto values = names_.find(name);
  if (values == names_.end()) values = names_.emplace(name, EntriesByValue()).first;
  auto entries = values->second.find(value);
  if (entries == values->second.end()) {
    entries = values->second.emplace(value, Entries()).first;
  }
  entries->second.add(document, score);
}

/// The forward lists out of those of the values, some documents at a time: a list of its own for
/// each of a million documents would take more memory than all else.
class AttributeTableBuilder::Forward {
 public:
  Forward(const std::vector<const Entries*>& values, std::uint32_t documents)
      : documents_(values.empty() ? 0 : documents) {
    for (const Entries* entries : values) {
      Cursor& cursor = cursors_.emplace_back();
      cursor.rest = entries->list;
      cursor.step();
    }
  }

  /// Hands over the groups one behind the other, once. Errors: those of `take`.
  Result<void> emit(const TakeBytes& take) {
    std::string group;
    std::vector<std::string> lists;
    std::vector<std::uint32_t> last_value;
    for (std::uint32_t first = 1; first <= documents_; first += kAtOnce) {
      const std::uint32_t count = std::min(kAtOnce, documents_ - first + 1);
      lists.assign(count, {});
      last_value.assign(count, 0);
      fill(first, lists, last_value);
      for (std::uint32_t i = 0; i < count; ++i) {
        append_sized(group, lists[i]);
        if ((i + 1) % kAttributeGroup != 0 && i + 1 != count) continue;
        if (auto taken = take(group); !taken) return taken;
        group.clear();
      }
    }
    return {};
  }

 private:
  static constexpr std::uint32_t kAtOnce = 16'384;
  static_assert(kAtOnce % kAttributeGroup == 0);

  struct Cursor {
    std::string_view rest;
    std::uint32_t document = 0;  // of the entry that is next; 0 behind the last
    AttributeScore score = 0;

    void step() {
      const auto entry = AttributeTable::take_entry(rest);
      document = entry ? document + static_cast<std::uint32_t>(entry->first) : 0;
      score = entry ? entry->second : 0;
    }
  };

  void fill(std::uint32_t first, std::vector<std::string>& lists,
            std::vector<std::uint32_t>& last_value) {
    std::uint32_t number = 0;  // 1-based, so that gaps are above 0
    for (Cursor& cursor : cursors_) {
      ++number;
      for (; cursor.document != 0 && cursor.document - first < lists.size(); cursor.step()) {
        const std::size_t at = cursor.document - first;
        append_entry(lists[at], number - last_value[at], cursor.score);
        last_value[at] = number;
      }
    }
  }

  std::uint32_t documents_;
  std::vector<Cursor> cursors_;
};

Result<std::uint64_t> AttributeTableBuilder::emit(std::uint32_t documents,
                                                  const TakeBytes& take) const {
  std::vector<std::string> names;
  std::vector<const Entries*> lists;
  std::deque<Entries> mended;
  for (const auto& [name, values] : names_) {
    for (const auto& [value, entries] : values) {
      append_sized(names.emplace_back(), name);
      append_sized(names.back(), value);
      const bool as_is = entries.is_ordered(documents);
      lists.push_back(as_is ? &entries : &mended.emplace_back(entries.ordered(documents)));
    }
  }
  std::string names_section;
  append_section(names_section, names);
  std::vector<std::string> counts;
  std::string postings_index;
  std::uint64_t at = 0;
  append_fixed(postings_index, at);
  for (const Entries* entries : lists) {
    append_varint(counts.emplace_back(), entries->count);
    at += counts.back().size() + entries->list.size();
    append_fixed(postings_index, at);
  }
  // Made twice: their sizes stand before them.
  std::string groups_index;
  std::uint64_t groups_end = 0;
  append_fixed(groups_index, groups_end);
  const TakeBytes measure = [&](std::string_view group) -> Result<void> {
    append_fixed(groups_index, groups_end += group.size());
    return {};
  };
  if (auto measured = Forward(lists, documents).emit(measure); !measured) {
    return std::move(measured).error();
  }
  const std::uint64_t postings_at = kHeaderBytes + names_section.size();
  const std::uint64_t forward_at = postings_at + postings_index.size() + at;

  std::string header(kAttributeMagic);
  append_fixed(header, std::uint64_t{0});
  append_fixed(header, documents);
  append_fixed(header, static_cast<std::uint32_t>(names.size()));
  append_fixed(header, postings_at);
  append_fixed(header, forward_at);
  append_fixed(header, forward_at + groups_index.size() + groups_end);
  Xxh3 checksum;
  checksum.update(std::string_view(header).substr(kCheckedFrom));
  Result<void> taken = take(header);
  const TakeBytes put = [&](std::string_view bytes) {
    checksum.update(bytes);
    if (taken) taken = take(bytes);
    return taken;
  };
  // A failed one is remembered: it fails all that follow.
  (void)put(names_section);
  (void)put(postings_index);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    (void)put(counts[i]);
    (void)put(lists[i]->list);
  }
  (void)put(groups_index);
  (void)Forward(lists, documents).emit(put);
  if (!taken) return std::move(taken).error();
  return checksum.digest();
}

std::string AttributeTableBuilder::build(std::uint32_t documents) const {
  std::string out;
  const auto checksum = emit(documents, [&](std::string_view bytes) -> Result<void> {
    out += bytes;
    return {};
  });
  std::string stored;
  append_fixed(stored, *checksum);
  return out.replace(kChecksumAt, stored.size(), stored);
}

Result<void> AttributeTableBuilder::write(const std::filesystem::path& file,
                                          std::uint32_t documents) const {
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  const auto checksum = emit(documents, [&](std::string_view bytes) { return out->write(bytes); });
  if (!checksum) return checksum.error();
  std::string stored;
  append_fixed(stored, *checksum);
  if (auto written = out->overwrite(kChecksumAt, stored); !written) return written;
  return out->close(false);
}

Result<AttributeTable> AttributeTable::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return std::move(file).error();
  auto table = over(file->bytes());
  if (!table) return std::move(table).error().with_file(path.string());
  table->file_ = std::move(*file);
  return table;
}

Result<AttributeTable> AttributeTable::open_sound(const std::filesystem::path& path) {
  auto table = open(path);
  if (table && !table->checksum_fits()) return damaged_table().with_file(path.string());
  return table;
}

Result<AttributeTable> AttributeTable::over(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return damaged_table();
  if (bytes.substr(0, kAttributeMagic.size()) != kAttributeMagic) {
    if (bytes.substr(0, 7) != kAttributeMagic.substr(0, 7)) return damaged_table();
    Error error;
    error.code = ErrorCode::kVersionMismatch;
    error.message = "属性の表が別の版の形です";
    return error;
  }
  AttributeTable table;
  table.bytes_ = bytes;
  table.documents_ = load_fixed<std::uint32_t>(bytes, 16);
  table.values_ = load_fixed<std::uint32_t>(bytes, 20);
  table.names_at_ = kHeaderBytes;
  table.postings_at_ = load_fixed<std::uint64_t>(bytes, 24);
  table.forward_at_ = load_fixed<std::uint64_t>(bytes, 32);
  const auto end = load_fixed<std::uint64_t>(bytes, 40);
  const std::uint64_t values_index = (std::uint64_t{table.values_} + 1) * 8;
  const std::uint64_t groups_index = (count_groups(table.documents_, table.values_) + 1) * 8;
  const bool fits = end == bytes.size() && table.postings_at_ <= end && table.forward_at_ <= end &&
                    table.names_at_ + values_index <= table.postings_at_ &&
                    table.postings_at_ + values_index <= table.forward_at_ &&
                    table.forward_at_ + groups_index <= end;
  if (!fits) return damaged_table();
  return table;
}

std::string_view AttributeTable::slice(std::uint64_t begin, std::uint64_t end) const {
  if (begin > end || end > bytes_.size()) return {};
  return bytes_.substr(begin, end - begin);
}

std::uint64_t AttributeTable::index_entry(std::uint64_t table, std::uint64_t number) const {
  return load_fixed<std::uint64_t>(bytes_, table + number * 8);
}

AttributeTable::Value AttributeTable::value(std::uint32_t number) const {
  if (number >= values_) return {};
  const std::uint64_t base = names_at_ + (std::uint64_t{values_} + 1) * 8;
  std::string_view entry =
      slice(base + index_entry(names_at_, number), base + index_entry(names_at_, number + 1));
  const auto name = take_sized(entry);
  const auto value = take_sized(entry);
  if (!name || !value) return {};
  return {*name, *value};
}

std::optional<std::uint32_t> AttributeTable::find(std::string_view name,
                                                  std::string_view wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = values_;
  const std::pair key(name, wanted);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const Value found = value(middle);
    if (std::pair(found.name, found.value) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == values_) return std::nullopt;
  const Value found = value(low);
  if (found.name != name || found.value != wanted) return std::nullopt;
  return low;
}

std::pair<std::uint32_t, std::uint32_t> AttributeTable::range(std::string_view name) const {
  const auto border = [&](bool behind) {
    std::uint32_t low = 0;
    std::uint32_t high = values_;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const std::string_view found = value(middle).name;
      if (behind ? found <= name : found < name) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {border(false), border(true)};
}

std::string_view AttributeTable::posting_list(std::uint32_t number) const {
  if (number >= values_) return {};
  const std::uint64_t base = postings_at_ + (std::uint64_t{values_} + 1) * 8;
  return slice(base + index_entry(postings_at_, number),
               base + index_entry(postings_at_, number + 1));
}

AttributeTable::ForwardGroup AttributeTable::forward_group(std::uint32_t document) const {
  const std::uint64_t base = forward_at_ + (count_groups(documents_, values_) + 1) * 8;
  const std::uint32_t group = (document - 1) / kAttributeGroup;
  const std::uint32_t first = group * kAttributeGroup + 1;
  return {slice(base + index_entry(forward_at_, group), base + index_entry(forward_at_, group + 1)),
          first, first + kAttributeGroup};
}

std::string_view AttributeTable::forward_list(std::uint32_t document) const {
  if (document == 0 || document > documents_ || values_ == 0) return {};
  ForwardGroup group = forward_group(document);
  for (; group.at < document; ++group.at) {
    if (!take_sized(group.lists)) return {};
  }
  return take_sized(group.lists).value_or(std::string_view());
}

std::uint32_t AttributeTable::document_frequency(std::uint32_t number) const {
  std::string_view list = posting_list(number);
  const auto count = take_varint(list);
  return count && *count <= documents_ ? static_cast<std::uint32_t>(*count) : 0;
}

bool AttributeTable::checksum_fits() const {
  if (bytes_.size() < kHeaderBytes) return false;
  const std::string_view checked = bytes_.substr(kCheckedFrom);
  Xxh3 hash;
  if (file_.bytes().empty()) {  // over bytes of the caller's
    hash.update(checked);
  } else {
    file_.read_through(checked, [&](std::string_view piece) { hash.update(piece); });
  }
  return hash.digest() == load_fixed<std::uint64_t>(bytes_, kChecksumAt);
}

}  // namespace kizuki
