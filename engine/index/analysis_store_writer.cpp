#include "engine/index/analysis_store_writer.hpp"

#include <optional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/block_compression.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

/// A block before compression.
struct OpenBlock {
  std::uint32_t records = 0;
  std::string sizes;  // of columns and text, by record
  std::string columns;
  std::string text;

  std::size_t bytes() const { return columns.size() + text.size(); }
};

Error out_of_memory() { return Error{ErrorCode::kIo, "メモリーが足りません", "", 0, "", ""}; }

}  // namespace

struct AnalysisStoreWriter::State {
  State(FileWriter file, std::string dictionary)
      : out(std::move(file)), text_dictionary(std::move(dictionary)) {}

  FileWriter out;
  std::string text_dictionary;
  std::optional<BlockCompressor> texts;
  std::optional<BlockCompressor> columns;

  OpenBlock block;
  std::uint32_t blocks = 0;  // closed, written or held back
  std::uint64_t records = 0;
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> first_records;  // of each block

  std::vector<OpenBlock> held_back;
  std::vector<std::string> column_samples;
  std::size_t held_bytes = 0;

  bool started() const { return texts.has_value(); }
  Result<void> start();
  Result<void> close_block();
  Result<void> write_block(const OpenBlock& block);
  Result<void> write_end();
};

/// Learns the dictionary of the columns, writes the header and what was held back.
Result<void> AnalysisStoreWriter::State::start() {
  const std::string column_dictionary =
      train_dictionary(std::exchange(column_samples, {}), kMaxColumnDictionaryBytes);
  texts = BlockCompressor::create(text_dictionary);
  columns = BlockCompressor::create(column_dictionary);
  if (!texts || !columns) return out_of_memory();

  std::string header(kAnalysisMagic);
  append_fixed(header, kFormatVersion);
  append_fixed(header, static_cast<std::uint32_t>(text_dictionary.size()));
  append_fixed(header, static_cast<std::uint32_t>(column_dictionary.size()));
  append_fixed(header, std::uint32_t{0});
  append_fixed(header, xxh3(text_dictionary + column_dictionary));
  append_fixed(header, std::uint64_t{0});
  append_fixed(header, xxh3(header));
  if (auto written = out.write(header); !written) return written;
  if (auto written = out.write(text_dictionary); !written) return written;
  if (auto written = out.write(column_dictionary); !written) return written;

  for (const OpenBlock& held : std::exchange(held_back, {})) {
    if (auto written = write_block(held); !written) return written;
  }
  return {};
}

Result<void> AnalysisStoreWriter::State::close_block() {
  ++blocks;
  first_records.push_back(static_cast<std::uint32_t>(records - block.records));
  OpenBlock closed = std::exchange(block, {});
  if (started()) return write_block(closed);
  held_bytes += closed.bytes();
  held_back.push_back(std::move(closed));
  return held_bytes < kDictionarySampleBytes ? Result<void>() : start();
}

Result<void> AnalysisStoreWriter::State::write_block(const OpenBlock& closed) {
  const std::string sized_columns = closed.sizes + closed.columns;
  std::string stored;
  const std::size_t columns_size = columns->append(sized_columns, stored);
  const std::size_t text_size = texts->append(closed.text, stored);

  std::string rest;
  append_varint(rest, closed.records);
  append_varint(rest, sized_columns.size());
  append_varint(rest, closed.text.size());
  append_varint(rest, columns_size);
  append_varint(rest, text_size);
  rest += stored;

  offsets.push_back(out.size());
  std::string checksum;
  append_fixed(checksum, xxh3(rest));
  if (auto written = out.write(checksum); !written) return written;
  return out.write(rest);
}

Result<void> AnalysisStoreWriter::State::write_end() {
  const std::uint64_t index_offset = out.size();
  std::string index;
  offsets.push_back(index_offset);
  for (const std::uint64_t offset : offsets) append_fixed(index, offset);
  for (const std::uint32_t record : first_records) append_fixed(index, record);

  std::string footer(kAnalysisEndMagic);
  append_fixed(footer, std::uint64_t{blocks});
  append_fixed(footer, records);
  append_fixed(footer, index_offset);
  append_fixed(footer, xxh3(index));
  append_fixed(footer, xxh3(footer));
  if (auto written = out.write(index); !written) return written;
  return out.write(footer);
}

AnalysisStoreWriter::AnalysisStoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
AnalysisStoreWriter::~AnalysisStoreWriter() = default;
AnalysisStoreWriter::AnalysisStoreWriter(AnalysisStoreWriter&&) noexcept = default;
AnalysisStoreWriter& AnalysisStoreWriter::operator=(AnalysisStoreWriter&&) noexcept = default;

Result<AnalysisStoreWriter> AnalysisStoreWriter::create(
    const std::filesystem::path& file, const std::vector<std::string>& sample_texts) {
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  return AnalysisStoreWriter(std::make_unique<State>(
      std::move(*out), train_dictionary(sample_texts, kMaxDictionaryBytes)));
}

Result<void> AnalysisStoreWriter::add(const RecordStreams& record) {
  if (record.bytes() > kMaxRecordBytes) {
    return Error{ErrorCode::kLimitExceeded, "事例が大きすぎて索引に入りません", "", 0, "", ""};
  }
  OpenBlock& block = state_->block;
  append_varint(block.sizes, record.columns.size());
  append_varint(block.sizes, record.text.size());
  block.columns += record.columns;
  block.text += record.text;
  ++block.records;
  ++state_->records;
  if (!state_->started()) state_->column_samples.emplace_back(record.columns);
  const bool full = block.bytes() >= kBlockBytes || block.records == kMaxRecordsPerBlock;
  return full ? state_->close_block() : Result<void>();
}

Result<void> AnalysisStoreWriter::finish() {
  if (state_->block.records > 0) {
    if (auto closed = state_->close_block(); !closed) return closed;
  }
  if (!state_->started()) {
    if (auto started = state_->start(); !started) return started;
  }
  if (auto written = state_->write_end(); !written) return written;
  return state_->out.close(false);
}

}  // namespace kizuki
