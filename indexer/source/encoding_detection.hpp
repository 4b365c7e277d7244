// Which encoding a file is to be read in.
#pragma once

#include <optional>

#include "engine/base/result.hpp"
#include "indexer/source/byte_source.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

/// The encoding to read `bytes` in: `forced`, else the guess on 256 KiB from the first byte that is
/// not ASCII. Leaves `bytes` rewound. Errors: kIo; kInvalidEncoding (UTF-16, a byte order mark
/// that contradicts `forced`); kInvalidArgument (an archive, an old file of an office program).
Result<Encoding> detect_encoding(ByteSource& bytes, std::optional<Encoding> forced);

}  // namespace kizuki
