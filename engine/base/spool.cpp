#include "engine/base/spool.hpp"

#include <system_error>
#include <utility>

namespace kizuki {

Spool::Spool(std::filesystem::path file, std::size_t most_in_memory)
    : file_(std::move(file)), most_in_memory_(most_in_memory) {}

Spool::~Spool() { clear(); }

void Spool::clear() {
  memory_ = std::string();
  if (!spilled_) return;
  spilled_.reset();
  // What cannot be removed goes with the draft that it lies in.
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

Result<void> Spool::append(std::string_view bytes) {
  if (not_created_) return *not_created_;
  size_ += bytes.size();
  hash_.update(bytes);
  if (!spilled_ && memory_.size() + bytes.size() <= most_in_memory_) {
    memory_ += bytes;
    return {};
  }
  if (!spilled_) {
    auto created = FileWriter::create(file_);
    if (!created) {
      not_created_ = std::move(created).error();
      return *not_created_;
    }
    spilled_ = std::move(*created);
    const std::string before = std::exchange(memory_, {});
    if (auto written = spilled_->write(before); !written) return written;
  }
  return spilled_->write(bytes);
}

Result<void> Spool::read(const std::function<void(std::string_view)>& take) {
  if (not_created_) return *not_created_;
  if (!spilled_) {
    take(memory_);
    return {};
  }
  if (!closed_) {
    if (auto closed = spilled_->close(false); !closed) return closed;
    closed_ = true;
  }
  Xxh3 read_again;
  auto read = read_file_in_chunks(file_, [&](std::string_view chunk) {
    read_again.update(chunk);
    take(chunk);
  });
  if (!read || read_again.digest() == hash()) return read;
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "途中のファイルが、書いたとおりに読めません。ディスクを確かめてください";
  error.file = file_.string();
  return error;
}

Result<void> Spool::write_to(FileWriter& out) {
  Result<void> written;
  auto done = read([&](std::string_view chunk) {
    if (written) written = out.write(chunk);
  });
  if (done) done = written;
  if (done) clear();
  return done;
}

}  // namespace kizuki
