// Builds a view of a draft: one text index over the cases of many compartments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/analysis_store_writer.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

/// Appends the cases of one compartment after the other, in the order in which their writers took
/// them. Their analyses stay where they are; the view has a text index and a table of its own, so
/// that its postings lie together (databases that are merely compacted into one keep their many
/// small chunks). One a thread. Memory is that of CompartmentWriter.
class ViewWriter {
 public:
  /// Errors: kNoSpace, kPermissionDenied, kIo, kAlreadyExists.
  static Result<ViewWriter> create(const std::filesystem::path& folder);
  ~ViewWriter();
  ViewWriter(ViewWriter&&) noexcept;
  ViewWriter& operator=(ViewWriter&&) noexcept;

  /// `compartment` is the one that holds the case, in `folder` beside the view: every case of it
  /// must come, in its order. After an error the writer accepts nothing more.
  Result<void> add(std::string_view compartment, std::string_view folder,
                   const PreparedCase& prepared);

  /// Closes all files, unsynced, and says of what the view is made.
  Result<std::vector<ViewMember>> finish();

  std::uint64_t text_bytes() const;

 private:
  struct State;
  explicit ViewWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
