#include <limits>

#include "engine/essence/case_scan.hpp"
#include "engine/essence/discovery.hpp"
#include "engine/essence/vector_bytes.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kAny32 = std::numeric_limits<std::uint32_t>::max();

void write_sentence(const PreparedSentence& sentence, ByteWriter& out) {
  out.number(sentence.section);
  out.number(sentence.span.begin);
  out.number(sentence.span.end - sentence.span.begin);
  out.number(sentence.steps);
  out.number(sentence.caution ? 1 : 0);
  out.real(sentence.action);
  out.word(sentence.text_hash);
  write_vector(sentence.vector, out);
  out.number(sentence.features.size());
  std::uint32_t last = 0;
  for (const std::uint32_t feature : sentence.features) {
    out.number(feature - last);
    last = feature;
  }
}

void read_sentence(ByteReader& in, std::size_t features, PreparedSentence& out) {
  out.section = static_cast<std::uint32_t>(in.number(kAny32));
  const std::uint64_t begin = in.number(kAny32);
  out.span.begin = static_cast<std::uint32_t>(begin);
  out.span.end = static_cast<std::uint32_t>(begin + in.number(kAny32 - begin));
  out.steps = static_cast<StepBits>(in.number(std::numeric_limits<StepBits>::max()));
  out.caution = in.number(1) == 1;
  out.action = in.real();
  out.text_hash = in.word();
  read_vector(in, features, out.vector);
  out.features.resize(static_cast<std::size_t>(in.number(in.left())));
  std::uint64_t last = 0;
  for (std::uint32_t& feature : out.features) {
    last += in.number(kAny32);
    if (last >= kDiscoveryFeatures) in.fail();
    feature = static_cast<std::uint32_t>(last);
  }
}

}  // namespace

std::string encode_scan(const PreparedScan& scan) {
  ByteWriter out;
  for (const std::uint32_t bin : scan.sketch) out.number(bin);
  out.number(scan.sentences.size());
  for (const PreparedSentence& sentence : scan.sentences) write_sentence(sentence, out);
  return out.take();
}

bool decode_scan(std::string_view bytes, std::size_t features, PreparedScan& out) {
  ByteReader in(bytes);
  for (std::uint32_t& bin : out.sketch) bin = static_cast<std::uint32_t>(in.number(kAny32));
  out.sentences.resize(static_cast<std::size_t>(in.number(in.left())));
  for (PreparedSentence& sentence : out.sentences) {
    if (!in.ok()) return false;
    read_sentence(in, features, sentence);
  }
  return in.at_end();
}

}  // namespace kizuki
