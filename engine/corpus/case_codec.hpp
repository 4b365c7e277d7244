// JSON → CaseRecord: schema, limits, and what is merely odd.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/corpus/taxonomy.hpp"

namespace kizuki {

/// Something odd that does not keep a record out (unknown key, unknown issue code, scale that
/// contradicts the number of employees).
struct RecordWarning {
  std::string field;
  std::string message;  // Japanese
};

struct DecodedCase {
  CaseRecord record;
  std::vector<RecordWarning> warnings;
};

/// Checks records against the JSON Schema (draft-07) and the limits of the design: a record 1 MiB,
/// a section's text 256 KiB, 200 sections. Immutable and shared by all threads.
class CaseCodec {
 public:
  /// Reads `schema_file` (data/schema/case.schema.json). Errors: kNotFound, kCorrupt.
  static Result<CaseCodec> load(const std::filesystem::path& schema_file,
                                std::shared_ptr<const Taxonomy> taxonomy);
  ~CaseCodec();
  CaseCodec(CaseCodec&&) noexcept;
  CaseCodec& operator=(CaseCodec&&) noexcept;

  /// Errors: kInvalidRecord or kLimitExceeded with `field` and, where it can be read, `id`; the
  /// message says what was expected.
  Result<DecodedCase> decode(const Json& value) const;

 private:
  struct State;
  explicit CaseCodec(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
