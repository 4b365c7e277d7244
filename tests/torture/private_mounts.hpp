// Mounts that only this process and its children see, and that end with them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace kizuki::torture {

/// Puts this process into a mount namespace of its own, as root or, where the system lets users do
/// that, in a user namespace. The process must have one thread. Returns what forbids it, empty when
/// it worked.
std::string enter_private_mounts();

/// A mount, undone by the destructor.
class Mount {
 public:
  /// An empty file system in memory, of `bytes`, over `folder`. Throws std::runtime_error.
  static Mount memory(const std::filesystem::path& folder, std::uint64_t bytes);
  /// `folder` over itself, read-only.
  static Mount read_only(const std::filesystem::path& folder);

  ~Mount();
  Mount(Mount&& other) noexcept;
  Mount& operator=(Mount&&) = delete;

  /// Gives a file system in memory another size.
  void resize(std::uint64_t bytes) const;

 private:
  explicit Mount(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;  // empty when moved from
};

}  // namespace kizuki::torture
