// What Database and Statement hide. Included by their sources only.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <sqlite3.h>

#include "engine/library/database.hpp"

namespace kizuki {

struct Statement::Handle {
  sqlite3* connection = nullptr;
  sqlite3_stmt* statement = nullptr;
  const std::filesystem::path* path = nullptr;
  int bind_status = SQLITE_OK;
  bool in_use = false;

  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { sqlite3_finalize(statement); }
};

struct Database::State {
  sqlite3* connection = nullptr;
  std::filesystem::path path;
  std::chrono::steady_clock::time_point busy_since;
  std::map<std::string, std::unique_ptr<Statement::Handle>, std::less<>> statements;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    statements.clear();
    sqlite3_close(connection);
  }
};

/// The Error for result code `status` of the last call on `connection` (may be null).
Error database_error(sqlite3* connection, int status, const std::filesystem::path& path);

}  // namespace kizuki
