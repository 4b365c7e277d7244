#include "indexer/source/office/zip_archive.hpp"

#include <optional>
#include <utility>

#include <zip.h>

namespace kizuki {
namespace {

Error damaged() {
  return Error{
      ErrorCode::kInvalidArgument,
      "ファイルが壊れています（途中で切れているか、書き換わっています。元のファイルを開いて"
      "保存し直してください）",
      "",
      0,
      "",
      ""};
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

}  // namespace

struct ZipEntry::State {
  std::unique_ptr<zip_file_t, CloseFile> file;
  std::uint64_t left = 0;  // bytes that may still come out
};

ZipEntry::ZipEntry(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipEntry::~ZipEntry() = default;
ZipEntry::ZipEntry(ZipEntry&&) noexcept = default;
ZipEntry& ZipEntry::operator=(ZipEntry&&) noexcept = default;

Result<std::size_t> ZipEntry::read(char* out, std::size_t capacity) {
  const zip_int64_t got = zip_fread(state_->file.get(), out, capacity);
  if (got < 0) return damaged();
  const auto bytes = static_cast<std::uint64_t>(got);
  if (bytes > state_->left) {
    return Error{ErrorCode::kLimitExceeded,
                 "ファイルの中身が大きすぎます（シートを分けるか、CSV で保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  }
  state_->left -= bytes;
  return static_cast<std::size_t>(bytes);
}

struct ZipArchive::State {
  std::string bytes;  // outlives `archive`
  std::unique_ptr<zip_t, DiscardArchive> archive;

  std::optional<zip_stat_t> find(std::string_view name) const {
    zip_stat_t stat;
    zip_stat_init(&stat);
    const std::string text(name);
    if (zip_stat(archive.get(), text.c_str(), ZIP_FL_NOCASE, &stat) != 0) return std::nullopt;
    return stat;
  }
};

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(std::string bytes) {
  auto state = std::make_unique<State>();
  state->bytes = std::move(bytes);
  zip_source_t* source =
      zip_source_buffer_create(state->bytes.data(), state->bytes.size(), 0, nullptr);
  if (source == nullptr) return damaged();
  state->archive.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
  if (!state->archive) {
    zip_source_free(source);
    return damaged();
  }
  // What has been cut off whole is an archive of nothing to libzip.
  if (zip_get_num_entries(state->archive.get(), 0) == 0) return damaged();
  return ZipArchive(std::move(state));
}

std::uint64_t ZipArchive::size() const { return state_->bytes.size(); }

bool ZipArchive::has(std::string_view name) const { return state_->find(name).has_value(); }

std::uint64_t ZipArchive::size_of(std::string_view name) const {
  const auto stat = state_->find(name);
  return stat && (stat->valid & ZIP_STAT_SIZE) != 0 ? stat->size : 0;
}

Result<ZipEntry> ZipArchive::open_entry(std::string_view name, std::uint64_t limit_bytes) const {
  const auto stat = state_->find(name);
  if (!stat) {
    return Error{ErrorCode::kInvalidArgument,
                 "ファイルの中に " + std::string(name) +
                     " がありません（元のファイルを開いて保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  }
  if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat->encryption_method != ZIP_EM_NONE) {
    return Error{ErrorCode::kInvalidArgument,
                 "パスワードの付いたファイルです（パスワードを外して保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  }
  auto entry = std::make_unique<ZipEntry::State>();
  entry->file.reset(zip_fopen_index(state_->archive.get(), stat->index, 0));
  if (!entry->file) return damaged();
  entry->left = limit_bytes;
  return ZipEntry(std::move(entry));
}

}  // namespace kizuki
