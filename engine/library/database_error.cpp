#include <string>
#include <string_view>

#include "engine/library/database_state.hpp"

namespace kizuki {
namespace {

struct Meaning {
  ErrorCode code;
  std::string_view message;
};

Meaning meaning_of(int primary) {
  switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {ErrorCode::kLocked, "ライブラリをほかの処理が使っていて、10 秒待っても空きません"};
    case SQLITE_FULL:
      return {ErrorCode::kNoSpace, "ライブラリに書き込めません: ディスクの空きがありません"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return {ErrorCode::kCorrupt,
              "ライブラリのファイルが壊れています。バックアップから戻してください"};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::kCorrupt,
              "ライブラリの中身が食い違っています。kizuki verify で確かめてください"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kPermissionDenied, "ライブラリは読み取り専用です"};
    case SQLITE_CANTOPEN:
      return {ErrorCode::kPermissionDenied, "ライブラリを開けません"};
    case SQLITE_IOERR:
      return {ErrorCode::kIo, "ライブラリを読み書きできません"};
    case SQLITE_TOOBIG:
      return {ErrorCode::kLimitExceeded, "ライブラリに入れるには大きすぎます"};
    case SQLITE_NOMEM:
      return {ErrorCode::kInternal, "メモリーが足りません"};
    default:
      return {ErrorCode::kInternal, "ライブラリの処理に失敗しました"};
  }
}

}  // namespace

Error database_error(sqlite3* connection, int status, const std::filesystem::path& path) {
  const int primary = status & 0xff;
  // Where the operating system named the cause, its error number tells a full disk, a quota or a
  // file size limit from a broken disk; SQLite knows only the first.
  const int number = connection == nullptr ? 0 : sqlite3_system_errno(connection);
  if ((primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) && number != 0 &&
      status != SQLITE_IOERR_CORRUPTFS) {
    return system_error(number, "ライブラリを読み書きできません", path.string());
  }
  const Meaning meaning = meaning_of(status == SQLITE_IOERR_CORRUPTFS ? SQLITE_CORRUPT : primary);
  Error error;
  error.code = meaning.code;
  error.message = meaning.message;
  if (meaning.code != ErrorCode::kLocked && meaning.code != ErrorCode::kNoSpace) {
    error.message.append("（SQLite: ").append(sqlite3_errstr(status)).append("）");
  }
  error.file = path.string();
  return error;
}

}  // namespace kizuki
