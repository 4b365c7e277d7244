#include "engine/library/write_turn.hpp"

#include <chrono>
#include <thread>

#include "engine/base/clock.hpp"

namespace kizuki {

Result<FileLock> take_write_turn(const std::filesystem::path& library_file) {
  std::filesystem::path path = library_file;
  path += "-turn";
  const Deadline patience = Deadline::after(std::chrono::milliseconds(10'000));
  for (;;) {
    auto turn = FileLock::try_acquire(path, FileLock::Mode::kExclusive);
    if (turn || turn.error().code != ErrorCode::kLocked) return turn;
    if (patience.passed()) {
      return Error{ErrorCode::kLocked,
                   "ライブラリをほかの処理が使っていて、10 秒待っても空きません",
                   library_file.string(),
                   0,
                   "",
                   ""};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace kizuki
