#include "engine/index/xapian_error.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include <xapian.h>

namespace kizuki {
namespace {

/// Xapian keeps errno to itself and gives only its text, so the texts are compared.
int system_error_number(const Xapian::Error& error) {
  const char* text = error.get_error_string();
  if (text == nullptr) return 0;
  for (const int number : {ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, ENOENT, EMFILE, EIO}) {
    std::array<char, 128> buffer{};
    if (std::strcmp(strerror_r(number, buffer.data(), buffer.size()), text) == 0) return number;
  }
  return 0;
}

ErrorCode code_of(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError") return ErrorCode::kLocked;
  if (type == "DatabaseVersionError") return ErrorCode::kVersionMismatch;
  if (type == "DatabaseNotFoundError") return ErrorCode::kNotFound;
  if (type == "DatabaseCorruptError" || type == "DatabaseOpeningError") return ErrorCode::kCorrupt;
  if (type == "InvalidArgumentError" || type == "InvalidOperationError") {
    return ErrorCode::kInternal;
  }
  return ErrorCode::kIo;
}

Error failure(ErrorCode code, std::string_view what, std::string_view reason,
              std::string_view path) {
  std::string message(what);
  message.append(": ").append(reason);
  return Error{code, std::move(message), std::string(path), 0, "", ""};
}

}  // namespace

Result<void> guard_xapian(std::string_view what, std::string_view path,
                          const std::function<void()>& work) {
  try {
    work();
    return {};
  } catch (const Xapian::Error& error) {
    if (const int number = system_error_number(error); number != 0) {
      return system_error(number, what, path);
    }
    return failure(code_of(error), what, error.get_description(), path);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::kIo, what, "メモリーが足りません", path);
  } catch (const std::exception& error) {
    return failure(ErrorCode::kInternal, what, error.what(), path);
  }
}

}  // namespace kizuki
