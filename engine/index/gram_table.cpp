// The counters that are not zero, in ascending order, as pairs of numbers: how many counters are
// skipped, and the count. Both are mostly small and of one size within a table (few skipped in a
// large compartment, small counts in a small one), which exponential Golomb codes of a fitting
// order use up to a fraction of a bit. Segments of equally many counters begin at known bits, so
// that a counter is found by reading the few in front of it in its segment.
#include "engine/index/gram_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"
#include "engine/index/gram_codec.hpp"

namespace kizuki {
namespace {

/// A segment has about this many counters that are not zero, so that reading one is quick and the
/// directory takes half a bit a counter.
constexpr std::size_t kCountersPerSegment = 48;
constexpr std::size_t kHeaderChecksumOffset = kGramTableHeaderBytes - 8;
/// Behind the last code: a reader loads whole words, and a damaged table may end within a pair.
constexpr std::size_t kPaddingBytes = 16;

struct Counter {
  std::uint32_t skipped = 0;  // counters of zero in front, within the segment
  std::uint32_t count = 0;    // less one
};

using Segments = std::vector<std::vector<Counter>>;

/// The largest segments that still have few counters on average.
std::uint32_t segment_bits_for(std::size_t used) {
  const std::size_t segments = std::bit_floor(std::max<std::size_t>(used / kCountersPerSegment, 1));
  return kGramBucketBits - static_cast<std::uint32_t>(std::bit_width(segments) - 1);
}

Segments segments_of(const std::vector<std::uint32_t>& counts, std::uint32_t segment_bits) {
  Segments segments(counts.size() >> segment_bits);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::uint32_t skipped = 0;
    for (std::size_t bucket = i << segment_bits; bucket < (i + 1) << segment_bits; ++bucket) {
      if (counts[bucket] == 0) {
        ++skipped;
        continue;
      }
      segments[i].push_back({skipped, counts[bucket] - 1});
      skipped = 0;
    }
  }
  return segments;
}

/// The order that makes the codes of one member shortest; the lowest of several.
std::uint32_t best_order(const Segments& segments, std::uint32_t Counter::*member) {
  std::uint32_t best = 0;
  std::uint64_t least = UINT64_MAX;
  for (std::uint32_t order = 0; order <= kMaxGolombOrder; ++order) {
    std::uint64_t bits = 0;
    for (const auto& segment : segments) {
      for (const Counter& counter : segment) bits += golomb_bits(counter.*member, order);
    }
    if (bits < least) {
      least = bits;
      best = order;
    }
  }
  return best;
}

Error corrupt(const std::filesystem::path& file) {
  return Error{ErrorCode::kCorrupt, "文字の出現数の表が壊れています", file.string(), 0, "", ""};
}

}  // namespace

GramTableWriter::GramTableWriter() : counts_(kGramBuckets, 0) {}

void GramTableWriter::add(const GramProfile& profile) {
  for (const std::uint32_t bucket : profile.buckets) ++counts_[bucket];
  ++totals_.cases;
  totals_.pairs += profile.pairs;
  totals_.kanji += profile.kanji;
}

std::string GramTableWriter::encode() const {
  const auto zeros = std::count(counts_.begin(), counts_.end(), 0U);
  const std::uint32_t segment_bits =
      segment_bits_for(counts_.size() - static_cast<std::size_t>(zeros));
  const Segments segments = segments_of(counts_, segment_bits);
  const std::uint32_t gap_order = best_order(segments, &Counter::skipped);
  const std::uint32_t count_order = best_order(segments, &Counter::count);
  std::string body;
  GolombWriter codes;
  for (const auto& segment : segments) {
    for (const Counter& counter : segment) {
      codes.add(counter.skipped, gap_order);
      codes.add(counter.count, count_order);
    }
    append_fixed(body, static_cast<std::uint32_t>(codes.bits()));
  }
  body += std::move(codes).take();
  body.append(kPaddingBytes, '\0');

  std::string bytes(kGramTableMagic);
  append_fixed(bytes, kFormatVersion);
  append_fixed(bytes, static_cast<std::uint8_t>(kGramBucketBits));
  append_fixed(bytes, static_cast<std::uint8_t>(segment_bits));
  append_fixed(bytes, static_cast<std::uint8_t>(gap_order));
  append_fixed(bytes, static_cast<std::uint8_t>(count_order));
  append_fixed(bytes, totals_.cases);
  append_fixed(bytes, totals_.pairs);
  append_fixed(bytes, totals_.kanji);
  append_fixed(bytes, xxh3(body));
  append_fixed(bytes, xxh3(bytes));
  return bytes + body;
}

Result<void> GramTableWriter::write(const std::filesystem::path& file) const {
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(encode()); !written) return written;
  return out->close(false);
}

Result<GramTable> GramTable::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return std::move(mapped).error();
  GramTable table;
  table.file_ = std::move(*mapped);
  const std::string_view bytes = table.file_.bytes();
  if (bytes.size() < kGramTableHeaderBytes ||
      bytes.substr(0, kGramTableMagic.size()) != kGramTableMagic ||
      load_fixed<std::uint64_t>(bytes, kHeaderChecksumOffset) !=
          xxh3(bytes.substr(0, kHeaderChecksumOffset))) {
    return corrupt(file);
  }
  if (load_fixed<std::uint32_t>(bytes, 8) != kFormatVersion) {
    return Error{ErrorCode::kVersionMismatch,
                 "別の版の形式で書かれた文字の出現数の表です",
                 file.string(),
                 0,
                 "",
                 ""};
  }
  const auto shape = load_fixed<std::uint32_t>(bytes, 12);  // four bytes
  table.segment_bits_ = shape >> 8 & 0xFF;
  table.gap_order_ = shape >> 16 & 0xFF;
  table.count_order_ = shape >> 24;
  table.totals_ = {load_fixed<std::uint64_t>(bytes, 16), load_fixed<std::uint64_t>(bytes, 24),
                   load_fixed<std::uint64_t>(bytes, 32)};
  const std::string_view body = bytes.substr(kGramTableHeaderBytes);
  if ((shape & 0xFF) != kGramBucketBits || table.segment_bits_ > kGramBucketBits ||
      table.gap_order_ > kMaxGolombOrder || table.count_order_ > kMaxGolombOrder ||
      load_fixed<std::uint64_t>(bytes, 40) != xxh3(body)) {
    return corrupt(file);
  }
  const std::size_t directory = sizeof(std::uint32_t) * (kGramBuckets >> table.segment_bits_);
  if (body.size() < directory + kPaddingBytes) return corrupt(file);
  table.directory_ = body.substr(0, directory);
  table.codes_ = body.substr(directory);
  const std::uint64_t end_bit = 8 * (std::uint64_t{table.codes_.size()} - kPaddingBytes);
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < directory; at += sizeof(std::uint32_t)) {
    const auto end = load_fixed<std::uint32_t>(table.directory_, at);
    if (end < before || end > end_bit) return corrupt(file);
    before = end;
  }
  return table;
}

/// `take(bucket, frequency)` for the counters of a segment that are not 0, ascending, until it
/// returns false.
template <typename Take>
void GramTable::read_segment(std::size_t segment, Take&& take) const {
  const std::size_t at = segment * sizeof(std::uint32_t);
  GolombReader codes(
      codes_, segment == 0 ? 0 : load_fixed<std::uint32_t>(directory_, at - sizeof(std::uint32_t)),
      load_fixed<std::uint32_t>(directory_, at));
  std::uint64_t next = segment << segment_bits_;  // the counter behind the last one read
  while (!codes.at_end()) {
    const auto skipped = codes.take(gap_order_);
    if (!skipped) break;
    const auto count = codes.take(count_order_);
    if (!count) break;
    next += *skipped;
    if (!take(next, static_cast<std::uint32_t>(*count + 1))) break;
    ++next;
  }
}

std::uint32_t GramTable::frequency(std::uint32_t bucket) const {
  std::uint32_t found = 0;
  read_segment(bucket >> segment_bits_, [&](std::uint64_t counter, std::uint32_t frequency) {
    if (counter == bucket) found = frequency;
    return counter < bucket;
  });
  return found;
}

std::vector<std::uint32_t> GramTable::frequencies() const {
  std::vector<std::uint32_t> all(kGramBuckets);
  for (std::size_t segment = 0; segment < kGramBuckets >> segment_bits_; ++segment) {
    const std::uint64_t end = (segment + 1) << segment_bits_;
    read_segment(segment, [&](std::uint64_t counter, std::uint32_t frequency) {
      if (counter >= end) return false;  // of a damaged file
      all[counter] = frequency;
      return true;
    });
  }
  return all;
}

}  // namespace kizuki
