// Layout: a header of 48 bytes, then three sections (names, postings, forward lists). Each section
// is a table of u64 offsets, one more than it has entries, relative to the end of that table, and
// then the entries' bytes. The forward lists, of which most are short and many empty, are kept in
// groups of kAttributeGroup documents, so that a document costs a byte or two beside its values
// instead of an offset. A list entry is a varint `gap * 2 + inexact`, with a score byte behind
// it when inexact: certain attributes, by far the most, cost about one byte.
//
// A row of the temporary file is sized: the document, then a varint and a byte of score for each of
// its values.
#include "engine/index/attribute_table_writer.hpp"

#include <algorithm>
#include <limits>
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

// A list that is written while it is collected goes out in pieces of this size.
constexpr std::size_t kListPieceBytes = std::size_t{64} << 10U;

void append_entry(std::string& out, std::uint32_t gap, AttributeScore score) {
  append_varint(out, std::uint64_t{gap} * 2 + (score == kCertain ? 0 : 1));
  if (score != kCertain) out += static_cast<char>(score);
}

std::size_t entry_bytes(std::uint32_t gap, AttributeScore score) {
  std::string entry;  // short: it stays in the object
  append_entry(entry, gap, score);
  return entry.size();
}

std::string varint(std::uint64_t value) {
  std::string out;
  append_varint(out, value);
  return out;
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

Error changed_rows() {
  return Error{ErrorCode::kCorrupt,
               "途中のファイルが、書いたとおりに読めません。ディスクを確かめてください",
               "",
               0,
               "",
               ""};
}

Error out_of_order() {
  return Error{ErrorCode::kInvalidArgument, "属性は事例の番号の順に渡してください", "", 0, "", ""};
}

}  // namespace

struct AttributeTableWriter::Row {
  std::uint32_t document = 0;
  std::vector<Entry> entries;

  /// Takes a whole row off the front of `bytes`; false when it is cut off there.
  bool take_from(std::string_view& bytes) {
    const auto row = take_sized(bytes);
    if (!row) return false;
    std::string_view rest = *row;
    document = static_cast<std::uint32_t>(take_varint(rest).value_or(0));
    entries.clear();
    while (const auto value = take_varint(rest)) {
      if (rest.empty()) break;
      entries.push_back(
          {static_cast<std::uint32_t>(*value), static_cast<AttributeScore>(rest.front())});
      rest.remove_prefix(1);
    }
    return true;
  }
};

/// Makes the groups of forward lists out of rows.
class AttributeTableWriter::ForwardLists {
 public:
  ForwardLists(const std::vector<Value>& values, std::uint32_t documents, const TakeBytes& take)
      : values_(values), documents_(documents), take_(take) {}

  Result<void> add(const Row& row) {
    if (auto passed = pass_to(row.document); !passed) return passed;
    numbered_.clear();
    for (const Entry& entry : row.entries) {
      numbered_.emplace_back(values_[entry.value].number + 1, entry.score);
    }
    std::sort(numbered_.begin(), numbered_.end());
    list_.clear();
    std::uint32_t last = 0;  // numbers count from 1 here, so that gaps are above 0
    for (const auto& [number, score] : numbered_) {
      append_entry(list_, number - last, score);
      last = number;
    }
    return end_list();
  }
  Result<void> finish() { return pass_to(documents_ + 1); }

 private:
  /// Documents without values up to, but not including, `document`.
  Result<void> pass_to(std::uint32_t document) {
    list_.clear();
    while (done_ + 1 < document) {
      if (auto ended = end_list(); !ended) return ended;
    }
    return {};
  }
  Result<void> end_list() {
    append_sized(group_, list_);
    ++done_;
    if (done_ % kAttributeGroup != 0 && done_ != documents_) return {};
    auto taken = take_(group_);
    group_.clear();
    return taken;
  }

  const std::vector<Value>& values_;
  std::uint32_t documents_;
  const TakeBytes& take_;
  std::uint32_t done_ = 0;  // documents
  std::string list_;
  std::string group_;
  std::vector<std::pair<std::uint32_t, AttributeScore>> numbered_;
};

AttributeTableWriter::AttributeTableWriter(std::filesystem::path file,
                                           const AttributeWriterLimits& limits)
    : file_(std::move(file)), limits_(limits), rows_(file_.string() + ".rows.tmp", limits.rows) {}

AttributeTableWriter::Value& AttributeTableWriter::value_of(std::string_view name,
                                                            std::string_view value) {
  auto values = names_.find(name);
  if (values == names_.end()) values = names_.try_emplace(std::string(name)).first;
  auto found = values->second.find(value);
  if (found == values->second.end()) {
    const auto place = static_cast<std::uint32_t>(values_.size());
    found = values->second.emplace(value, place).first;
    values_.emplace_back();
  }
  return values_[found->second];
}

Result<void> AttributeTableWriter::add(std::uint32_t document, std::string_view name,
                                       std::string_view value, AttributeScore score) {
  if (document == 0 || document < document_) return out_of_order();
  if (score == 0) return {};
  if (document != document_) {
    if (auto ended = end_row(); !ended) return ended;
    document_ = document;
  }
  const auto place = static_cast<std::uint32_t>(&value_of(name, value) - values_.data());
  for (Entry& entry : row_) {
    if (entry.value != place) continue;
    entry.score = std::max(entry.score, score);
    return {};
  }
  row_.push_back({place, score});
  return {};
}

Result<void> AttributeTableWriter::end_row() {
  if (row_.empty()) return {};
  std::string row;
  append_varint(row, document_);
  for (const Entry& entry : row_) {
    append_varint(row, entry.value);
    row += static_cast<char>(entry.score);
    Value& value = values_[entry.value];
    ++value.documents;
    value.list_bytes += entry_bytes(document_ - value.last_document, entry.score);
    value.last_document = document_;
  }
  row_.clear();
  last_row_ = document_;
  std::string sized;
  append_sized(sized, row);
  return rows_.append(sized);
}

Result<void> AttributeTableWriter::for_each_row(
    const std::function<Result<void>(const Row&)>& take) {
  std::string cut_off;  // of a row whose rest comes with the next bytes
  Row row;
  Result<void> taken;
  std::uint32_t before = 0;
  // The spool tells of changed bytes at the end of a walk only.
  const auto is_possible = [&] {
    const auto is_known = [&](const Entry& entry) { return entry.value < values_.size(); };
    return row.document > std::exchange(before, row.document) && row.document <= last_row_ &&
           std::all_of(row.entries.begin(), row.entries.end(), is_known);
  };
  const auto take_rows = [&](std::string_view bytes) {
    while (taken && row.take_from(bytes)) {
      taken = is_possible() ? take(row) : Result<void>(changed_rows());
    }
    return bytes;
  };
  auto read = rows_.read([&](std::string_view bytes) {
    if (cut_off.empty()) {
      cut_off = take_rows(bytes);
    } else {
      cut_off += bytes;
      cut_off = std::string(take_rows(cut_off));
    }
  });
  return taken ? read : taken;
}

std::vector<std::uint32_t> AttributeTableWriter::number_values(std::string& names_section) {
  std::vector<std::string> names;
  std::vector<std::uint32_t> by_number;
  for (const auto& [name, by_value] : names_) {
    for (const auto& [value, place] : by_value) {
      append_sized(names.emplace_back(), name);
      append_sized(names.back(), value);
      values_[place].number = static_cast<std::uint32_t>(by_number.size());
      by_number.push_back(place);
    }
  }
  append_section(names_section, names);
  return by_number;
}

Result<void> AttributeTableWriter::emit_forward_lists(std::uint32_t documents,
                                                      const TakeBytes& take) {
  if (values_.empty()) return {};
  ForwardLists lists(values_, documents, take);
  if (auto read = for_each_row([&](const Row& row) { return lists.add(row); }); !read) return read;
  return lists.finish();
}

/// Collects the lists of as many values as fit into memory in one walk over the rows. A list that
/// does not fit alone goes out while it is collected.
Result<void> AttributeTableWriter::emit_value_lists(const std::vector<std::uint32_t>& by_number,
                                                    const TakeBytes& take) {
  struct List {
    std::string bytes;
    std::uint32_t last_document = 0;
  };
  for (std::size_t first = 0; first < by_number.size();) {
    std::vector<List> lists;
    std::uint64_t bytes = 0;
    for (std::size_t number = first; number < by_number.size(); ++number) {
      const Value& value = values_[by_number[number]];
      bytes += value.list_bytes;
      if (!lists.empty() && bytes > limits_.lists) break;
      append_varint(lists.emplace_back().bytes, value.documents);
    }
    const bool goes_out = lists.size() == 1;
    auto read = for_each_row([&](const Row& row) -> Result<void> {
      for (const Entry& entry : row.entries) {
        const std::size_t at = values_[entry.value].number - first;  // above all for those before
        if (at >= lists.size()) continue;
        List& list = lists[at];
        append_entry(list.bytes, row.document - std::exchange(list.last_document, row.document),
                     entry.score);
        if (!goes_out || list.bytes.size() < kListPieceBytes) continue;
        if (auto taken = take(std::exchange(list.bytes, {})); !taken) return taken;
      }
      return {};
    });
    if (!read) return read;
    for (const List& list : lists) {
      if (auto taken = take(list.bytes); !taken) return taken;
    }
    first += lists.size();
  }
  return {};
}

Result<std::uint64_t> AttributeTableWriter::emit(std::uint32_t documents, const TakeBytes& take) {
  if (documents < document_) return out_of_order();
  if (auto ended = end_row(); !ended) return std::move(ended).error();
  document_ = std::numeric_limits<std::uint32_t>::max();  // nothing may follow
  std::string names_section;
  const auto by_number = number_values(names_section);
  std::string postings_index;
  std::uint64_t postings_end = 0;
  append_fixed(postings_index, postings_end);
  for (const std::uint32_t place : by_number) {
    postings_end += varint(values_[place].documents).size() + values_[place].list_bytes;
    append_fixed(postings_index, postings_end);
  }
  // Made twice: their sizes stand before them.
  std::string groups_index;
  std::uint64_t groups_end = 0;
  append_fixed(groups_index, groups_end);
  auto measured = emit_forward_lists(documents, [&](std::string_view group) -> Result<void> {
    append_fixed(groups_index, groups_end += group.size());
    return {};
  });
  if (!measured) return std::move(measured).error();
  const std::uint64_t postings_at = kAttributeHeaderBytes + names_section.size();
  const std::uint64_t forward_at = postings_at + postings_index.size() + postings_end;

  std::string header(kAttributeMagic);
  append_fixed(header, std::uint64_t{0});
  append_fixed(header, documents);
  append_fixed(header, static_cast<std::uint32_t>(by_number.size()));
  append_fixed(header, postings_at);
  append_fixed(header, forward_at);
  append_fixed(header, forward_at + groups_index.size() + groups_end);
  Xxh3 checksum;
  checksum.update(std::string_view(header).substr(kCheckedFrom));
  const TakeBytes put = [&](std::string_view bytes) {
    checksum.update(bytes);
    return take(bytes);
  };
  Result<void> done = take(header);
  if (done) done = put(names_section);
  if (done) done = put(postings_index);
  if (done) done = emit_value_lists(by_number, put);
  if (done) done = put(groups_index);
  if (done) done = emit_forward_lists(documents, put);
  if (!done) return std::move(done).error();
  return checksum.digest();
}

Result<void> AttributeTableWriter::finish(std::uint32_t documents) {
  auto out = FileWriter::create(file_);
  if (!out) return std::move(out).error();
  const auto checksum = emit(documents, [&](std::string_view bytes) { return out->write(bytes); });
  if (!checksum) return checksum.error();
  rows_.clear();
  std::string stored;
  append_fixed(stored, *checksum);
  if (auto written = out->overwrite(kChecksumAt, stored); !written) return written;
  return out->close(false);
}

void AttributeTableBuilder::add(std::uint32_t document, std::string_view name,
                                std::string_view value, AttributeScore score) {
  if (document == 0 || score == 0) return;
  entries_.push_back({document, std::string(name), std::string(value), score});
}

Result<void> AttributeTableBuilder::hand_over(std::uint32_t documents,
                                              AttributeTableWriter& writer) const {
  std::vector<const Entry*> ordered;
  for (const Entry& entry : entries_) {
    if (entry.document <= documents) ordered.push_back(&entry);
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Entry* a, const Entry* b) { return a->document < b->document; });
  for (const Entry* entry : ordered) {
    if (auto added = writer.add(entry->document, entry->name, entry->value, entry->score); !added) {
      return added;
    }
  }
  return {};
}

std::string AttributeTableBuilder::build(std::uint32_t documents) const {
  AttributeTableWriter writer({}, {std::numeric_limits<std::size_t>::max(), std::size_t{8} << 20U});
  std::string out;
  // Neither writes a file, so neither can fail.
  (void)hand_over(documents, writer);
  const auto checksum = writer.emit(documents, [&](std::string_view bytes) -> Result<void> {
    out += bytes;
    return {};
  });
  std::string stored;
  append_fixed(stored, *checksum);
  return out.replace(kChecksumAt, stored.size(), stored);
}

Result<void> AttributeTableBuilder::write(const std::filesystem::path& file,
                                          std::uint32_t documents) const {
  AttributeTableWriter writer(file);
  if (auto handed = hand_over(documents, writer); !handed) return handed;
  return writer.finish(documents);
}

}  // namespace kizuki
