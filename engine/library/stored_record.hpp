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

/// Of the same record only id, title, headings and texts of the sections, without looking at the
/// rest: a third of the time. Errors: those of the JSON reader, with the case's id.
Result<CaseRecord> decode_stored_texts(const StoredCase& stored);

}  // namespace kizuki
