// Between a row of the library and the record in it.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// A record in the form that the library stores: made on any thread, ahead of the write.
struct EncodedCase {
  std::string id;
  std::string json;          // canonical
  std::string content_hash;  // SHA-256 of it, 32 bytes
  std::string compartment;
};

EncodedCase encode_case(const CaseRecord& record);

/// What the log says of it before it is written: all but numbers, time and hashes of the chain.
LogEntry log_entry_of(const EncodedCase& record, std::string_view source);

/// The record of a stored case. Errors: those of the JSON reader and the codec, with the case's id:
/// what the library took is valid, so they mean that schema or taxonomy have changed since.
Result<CaseRecord> decode_stored(const StoredCase& stored, const CaseCodec& codec);

/// Of the same record only id, title, headings and texts of the sections, without looking at the
/// rest: a third of the time. Errors: those of the JSON reader, with the case's id.
Result<CaseRecord> decode_stored_texts(const StoredCase& stored);

}  // namespace kizuki
