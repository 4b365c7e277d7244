#include "engine/essence_run/scan_cache.hpp"

#include <limits>

#include "engine/base/hash.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZSC";
/// Raise it whenever the sentences, their features or the facets are read differently.
constexpr std::uint64_t kFormat = 3;

/// Issues, divisions and which numeric code belongs to which division.
std::uint64_t taxonomy_hash(const Taxonomy& taxonomy) {
  std::string named;
  for (const IssueType& issue : taxonomy.issues()) named += issue.code + "\t" + issue.label + "\n";
  constexpr int kCodes = 100;
  for (int code = 0; code < kCodes; ++code) {
    std::string digits = std::to_string(code);
    if (digits.size() < 2) digits.insert(0, 1, '0');
    named += taxonomy.industry_division(digits);
  }
  return xxh3(named);
}

}  // namespace

std::string scan_cache_key(const CorpusTools& tools) {
  return std::to_string(kFormat) + "\n" + tools.analyzer->fingerprint() + "\n" +
         tools.tags->fingerprint + "\n" + std::to_string(tools.matcher->model().fingerprint()) +
         "\n" + std::to_string(taxonomy_hash(*tools.taxonomy));
}

ScanCache ScanCache::open(const std::filesystem::path& file, std::string_view key) {
  ScanCache out;
  auto mapped = MappedFile::open(file);
  if (!mapped) return out;
  const auto content = unsealed(mapped->bytes());
  if (!content || !content->starts_with(kMagic)) return out;
  ByteReader in(content->substr(kMagic.size()));
  if (in.text() != key) return out;
  while (in.left() > 0 && in.ok()) {
    const std::string_view id = in.text();
    const std::string_view hash = in.text();
    out.cases_[id] = {hash, in.text()};
  }
  if (!in.ok()) return {};
  out.file_ = std::move(*mapped);
  return out;
}

std::optional<std::string_view> ScanCache::find(std::string_view id,
                                                std::string_view content_hash) const {
  const auto found = cases_.find(id);
  if (found == cases_.end() || found->second.content_hash != content_hash) return std::nullopt;
  return found->second.bytes;
}

ScanCacheWriter::ScanCacheWriter(std::string_view key) : bytes_(kMagic) {
  append_sized(bytes_, key);
}

void ScanCacheWriter::add(std::string_view id, std::string_view content_hash,
                          std::string_view bytes) {
  if (fits_ && bytes_.size() + bytes.size() > kMostScanBytes) {
    fits_ = false;
    bytes_ = std::string();
  }
  if (!fits_) return;
  append_sized(bytes_, id);
  append_sized(bytes_, content_hash);
  append_sized(bytes_, bytes);
}

std::string ScanCacheWriter::take() { return sealed(std::move(bytes_)); }

bool ScanBudget::take(std::uint64_t bytes) {
  constexpr std::uint64_t kTelling = 1'000;  // cases
  ++cases_;
  bytes_ += bytes;
  fits_ = fits_ && bytes_ <= most_;
  if (cases_ >= kTelling) fits_ = fits_ && bytes_ / cases_ * expected_ <= 2 * most_;
  return fits_;
}

std::string encode_corpus_case(const PreparedCorpusCase& one) {
  ByteWriter out;
  out.text(one.info.id);
  out.text(one.info.organization);
  out.text(one.info.date);
  out.number(one.info.steps);
  out.number((one.predicted_steps ? 1U : 0U) + (one.predicted_issues ? 2U : 0U));
  out.number(one.info.facets.size());
  for (const auto& [name, value] : one.info.facets) {
    out.text(name);
    out.text(value);
  }
  return out.take() + encode_scan(one.scan);
}

bool decode_corpus_case(std::string_view bytes, std::size_t features, PreparedCorpusCase& out) {
  ByteReader in(bytes);
  out.info.id = in.text();
  out.info.organization = in.text();
  out.info.date = in.text();
  out.info.steps = static_cast<StepBits>(in.number(std::numeric_limits<StepBits>::max()));
  const std::uint64_t predicted = in.number(3);
  out.predicted_steps = (predicted & 1U) != 0;
  out.predicted_issues = (predicted & 2U) != 0;
  out.info.facets.clear();
  const std::uint64_t facets = in.number(in.left());
  for (std::uint64_t i = 0; i < facets && in.ok(); ++i) {
    std::string name(in.text());
    out.info.facets.emplace_back(std::move(name), in.text());
  }
  return in.ok() && decode_scan(bytes.substr(bytes.size() - in.left()), features, out.scan);
}

}  // namespace kizuki
