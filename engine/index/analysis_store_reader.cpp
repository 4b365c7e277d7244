#include "engine/index/analysis_store_reader.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/block_compression.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kChecksumBytes = 8;
/// Sizes table and columns of a block, or its texts: the records that fit into a block that is not
/// full yet, then one of any size.
constexpr std::uint64_t kMaxStreamBytes =
    kMaxRecordBytes + kBlockBytes + 20 * std::uint64_t{kMaxRecordsPerBlock};
constexpr std::uint32_t kNoBlock = std::numeric_limits<std::uint32_t>::max();

/// True when the last eight bytes are the checksum of those before.
bool is_sound(std::string_view bytes) {
  const std::size_t size = bytes.size() - kChecksumBytes;
  return load_fixed<std::uint64_t>(bytes, size) == xxh3(bytes.substr(0, size));
}

/// What stands in front of a block's two stored streams.
struct BlockHeader {
  std::uint64_t records = 0;
  std::uint64_t columns_bytes = 0;
  std::uint64_t text_bytes = 0;
  std::string_view stored_columns;
  std::string_view stored_text;
};

std::optional<BlockHeader> parse_block(std::string_view bytes) {
  if (bytes.size() < kChecksumBytes) return std::nullopt;
  std::string_view rest = bytes.substr(kChecksumBytes);
  if (load_fixed<std::uint64_t>(bytes, 0) != xxh3(rest)) return std::nullopt;
  const auto records = take_varint(rest);
  const auto columns_bytes = take_varint(rest);
  const auto text_bytes = take_varint(rest);
  const auto stored_columns = take_varint(rest);
  const auto stored_text = take_varint(rest);
  if (!records || *records > kMaxRecordsPerBlock || !columns_bytes ||
      *columns_bytes > kMaxStreamBytes || !text_bytes || *text_bytes > kMaxStreamBytes ||
      !stored_columns || *stored_columns > rest.size() || !stored_text ||
      *stored_text != rest.size() - *stored_columns) {
    return std::nullopt;
  }
  const auto cut = static_cast<std::size_t>(*stored_columns);
  return BlockHeader{*records, *columns_bytes, *text_bytes, rest.substr(0, cut), rest.substr(cut)};
}

/// Blocks that stay unpacked: a page reads the cases of its pool once to score them and once more
/// to compare or show them.
constexpr std::size_t kKeptBlocks = 64;
/// Less than that of large cases. One block is kept whatever its size.
constexpr std::size_t kKeptBytes = std::size_t{1} << 20;

/// A block as it was unpacked.
struct OpenedBlock {
  std::uint32_t number = kNoBlock;
  std::uint64_t last_use = 0;
  std::string columns;  // with the table of sizes in front
  std::string text;
  std::vector<RecordStreams> records;

  /// Cuts the streams into `count` records; false when the sizes do not add up.
  bool cut(std::uint64_t count) {
    records.clear();
    std::string_view rest = columns;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sizes;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto columns_size = take_varint(rest);
      const auto text_size = take_varint(rest);
      if (!columns_size || !text_size) return false;
      sizes.emplace_back(*columns_size, *text_size);
    }
    std::string_view texts = text;
    for (const auto& [columns_size, text_size] : sizes) {
      if (columns_size > rest.size() || text_size > texts.size()) return false;
      const auto columns_cut = static_cast<std::size_t>(columns_size);
      const auto text_cut = static_cast<std::size_t>(text_size);
      records.push_back({rest.substr(0, columns_cut), texts.substr(0, text_cut)});
      rest.remove_prefix(columns_cut);
      texts.remove_prefix(text_cut);
    }
    return rest.empty() && texts.empty();
  }

  bool is_filled() const { return number != kNoBlock; }
  std::size_t bytes() const { return columns.capacity() + text.capacity(); }
  /// Empties it and gives its memory back.
  void drop() { *this = {}; }
};

/// The blocks that were read last, at most kKeptBlocks and kKeptBytes.
class KeptBlocks {
 public:
  OpenedBlock* find(std::uint32_t number) {
    const auto found = std::find_if(blocks_.begin(), blocks_.end(), [&](const OpenedBlock& block) {
      return block.number == number;
    });
    if (found == blocks_.end()) return nullptr;
    found->last_use = ++uses_;
    return &*found;
  }

  /// Where another block may be unpacked, with the memory of what stood there: an empty place, or
  /// that of the block that was not used for longest.
  OpenedBlock& make_room() {
    OpenedBlock& room = blocks_.size() < kKeptBlocks ? blocks_.emplace_back() : oldest();
    room.number = kNoBlock;
    room.last_use = ++uses_;
    return room;
  }

  /// Drops old blocks while they take too much, never `last`.
  void trim(const OpenedBlock& last) {
    std::size_t total = 0;
    for (const OpenedBlock& block : blocks_) total += block.bytes();
    while (total > kKeptBytes) {
      OpenedBlock* oldest = nullptr;
      for (OpenedBlock& block : blocks_) {
        if (!block.is_filled() || &block == &last) continue;
        if (oldest == nullptr || block.last_use < oldest->last_use) oldest = &block;
      }
      if (oldest == nullptr) return;
      total -= oldest->bytes();
      oldest->drop();
    }
  }

 private:
  OpenedBlock& oldest() {
    return *std::min_element(blocks_.begin(), blocks_.end(),
                             [](const OpenedBlock& left, const OpenedBlock& right) {
                               return left.last_use < right.last_use;
                             });
  }

  std::deque<OpenedBlock> blocks_;  // places stay where they are
  std::uint64_t uses_ = 0;
};

}  // namespace

struct AnalysisStoreReader::State {
  std::string path;
  MappedFile file;
  std::uint64_t records = 0;
  std::uint32_t blocks = 0;
  std::string_view index;          // blocks + 1 offsets
  std::string_view first_records;  // a number a block
  std::optional<BlockDecompressor> columns;
  std::optional<BlockDecompressor> texts;
  KeptBlocks kept;

  Error corrupt(std::string_view what) const {
    return Error{ErrorCode::kCorrupt,
                 std::string("解析結果のファイルが壊れています: ").append(what),
                 path,
                 0,
                 "",
                 ""};
  }

  Result<void> read_header();
  Result<void> read_footer();
  Result<const OpenedBlock*> open_block(std::uint32_t block);
  std::uint32_t first_record(std::uint32_t block) const {
    return load_fixed<std::uint32_t>(first_records, 4 * std::size_t{block});
  }
  bool blocks_are_filled() const;
  std::uint32_t block_of(std::uint32_t record) const;
};

/// Whether each block has records, as many as one may have.
bool AnalysisStoreReader::State::blocks_are_filled() const {
  std::uint64_t end = records;
  for (std::uint32_t block = blocks; block > 0; --block) {
    const std::uint32_t first = first_record(block - 1);
    if (first >= end || end - first > kMaxRecordsPerBlock) return false;
    end = first;
  }
  return end == 0;
}

/// The block that holds the record, which is one of the store's.
std::uint32_t AnalysisStoreReader::State::block_of(std::uint32_t record) const {
  std::uint32_t low = 0;
  std::uint32_t high = blocks;  // the first block that begins behind the record
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (first_record(middle) <= record) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

Result<void> AnalysisStoreReader::State::read_header() {
  const std::string_view bytes = file.bytes();
  if (bytes.size() < kAnalysisHeaderBytes + kAnalysisFooterBytes ||
      bytes.substr(0, kAnalysisMagic.size()) != kAnalysisMagic ||
      !is_sound(bytes.substr(0, kAnalysisHeaderBytes))) {
    return corrupt("先頭");
  }
  if (load_fixed<std::uint32_t>(bytes, 8) != kFormatVersion) {
    return Error{
        ErrorCode::kVersionMismatch, "別の版の形式で書かれた解析結果です", path, 0, "", ""};
  }
  const std::size_t text_size = load_fixed<std::uint32_t>(bytes, 12);
  const std::size_t columns_size = load_fixed<std::uint32_t>(bytes, 16);
  const std::string_view behind = bytes.substr(kAnalysisHeaderBytes);
  if (text_size + columns_size > behind.size()) return corrupt("辞書");
  const std::string_view dictionaries = behind.substr(0, text_size + columns_size);
  if (load_fixed<std::uint64_t>(bytes, 24) != xxh3(dictionaries)) return corrupt("辞書");
  texts = BlockDecompressor::create(dictionaries.substr(0, text_size));
  columns = BlockDecompressor::create(dictionaries.substr(text_size));
  if (!texts || !columns) return corrupt("辞書");
  return {};
}

Result<void> AnalysisStoreReader::State::read_footer() {
  const std::string_view bytes = file.bytes();
  const std::size_t footer_offset = bytes.size() - kAnalysisFooterBytes;
  const std::string_view footer = bytes.substr(footer_offset);
  if (footer.substr(0, kAnalysisEndMagic.size()) != kAnalysisEndMagic || !is_sound(footer)) {
    return corrupt("末尾");
  }
  const auto block_count = load_fixed<std::uint64_t>(footer, 8);
  const auto index_offset = load_fixed<std::uint64_t>(footer, 24);
  if (block_count >= kNoBlock || index_offset > footer_offset ||
      footer_offset - index_offset !=
          (block_count + 1) * sizeof(std::uint64_t) + block_count * sizeof(std::uint32_t)) {
    return corrupt("ブロック表");
  }
  const std::string_view tables =
      bytes.substr(static_cast<std::size_t>(index_offset),
                   footer_offset - static_cast<std::size_t>(index_offset));
  if (load_fixed<std::uint64_t>(footer, 32) != xxh3(tables)) return corrupt("ブロック表");
  blocks = static_cast<std::uint32_t>(block_count);
  records = load_fixed<std::uint64_t>(footer, 16);
  index = tables.substr(0, (std::size_t{blocks} + 1) * sizeof(std::uint64_t));
  first_records = tables.substr(index.size());
  if (records > kMaxCasesPerCompartment || !blocks_are_filled()) return corrupt("ブロック表");
  return {};
}

Result<const OpenedBlock*> AnalysisStoreReader::State::open_block(std::uint32_t block) {
  if (const OpenedBlock* known = kept.find(block)) return known;
  if (block >= blocks) return corrupt("ブロック番号");
  const std::string_view bytes = file.bytes();
  const auto begin = load_fixed<std::uint64_t>(index, 8 * std::size_t{block});
  const auto end = load_fixed<std::uint64_t>(index, 8 * (std::size_t{block} + 1));
  if (begin > end || end > bytes.size()) return corrupt("ブロック表");
  const auto header = parse_block(
      bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  OpenedBlock& opened = kept.make_room();
  if (!header ||
      !columns->expand(header->stored_columns, static_cast<std::size_t>(header->columns_bytes),
                       opened.columns) ||
      !texts->expand(header->stored_text, static_cast<std::size_t>(header->text_bytes),
                     opened.text) ||
      !opened.cut(header->records)) {
    opened.drop();
    return corrupt("ブロック " + std::to_string(block));
  }
  opened.number = block;
  kept.trim(opened);
  return &opened;
}

AnalysisStoreReader::AnalysisStoreReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
AnalysisStoreReader::~AnalysisStoreReader() = default;
AnalysisStoreReader::AnalysisStoreReader(AnalysisStoreReader&&) noexcept = default;
AnalysisStoreReader& AnalysisStoreReader::operator=(AnalysisStoreReader&&) noexcept = default;

Result<AnalysisStoreReader> AnalysisStoreReader::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return std::move(mapped).error();
  auto state = std::make_unique<State>();
  state->path = file.string();
  state->file = std::move(*mapped);
  if (auto header = state->read_header(); !header) return std::move(header).error();
  if (auto footer = state->read_footer(); !footer) return std::move(footer).error();
  return AnalysisStoreReader(std::move(state));
}

std::uint64_t AnalysisStoreReader::record_count() const { return state_->records; }

Result<RecordStreams> AnalysisStoreReader::read(std::uint32_t record) {
  if (record >= state_->records) return state_->corrupt("事例の位置");
  const std::uint32_t block = state_->block_of(record);
  auto opened = state_->open_block(block);
  if (!opened) return std::move(opened).error();
  const std::vector<RecordStreams>& records = (*opened)->records;
  const std::size_t slot = record - state_->first_record(block);
  if (slot >= records.size()) return state_->corrupt("事例の位置");
  return records[slot];
}

}  // namespace kizuki
