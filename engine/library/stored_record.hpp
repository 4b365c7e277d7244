// From a row of the library to the record in it.
#pragma once

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// The record of a stored case. Errors: those of the JSON reader and the codec, with the case's id:
/// what the library took is valid, so they mean that schema or taxonomy have changed since.
Result<CaseRecord> decode_stored(const StoredCase& stored, const CaseCodec& codec);

}  // namespace kizuki
