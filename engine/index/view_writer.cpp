#include "engine/index/view_writer.hpp"

#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/attribute_files.hpp"
#include "engine/index/case_table.hpp"
#include "engine/index/format.hpp"
#include "engine/index/gram_table.hpp"
#include "engine/index/prepared_case.hpp"
#include "engine/index/text_index_writer.hpp"

namespace kizuki {

struct ViewWriter::State {
  explicit State(std::filesystem::path where)
      : folder(std::move(where)),
        table(folder / kCaseTableFile, CaseTableWriter::Order::kAny),
        text_index(folder),
        attributes(folder) {}

  std::filesystem::path folder;
  CaseTableWriter table;
  TextIndexWriter text_index;
  GramTableWriter grams;
  AttributeFilesWriter attributes;
  std::uint32_t cases = 0;
  std::vector<ViewMember> members;
  std::uint64_t text_bytes = 0;
  bool failed = false;

  Result<void> append(const PreparedCase::State& prepared) {
    if (auto added = table.add(prepared.id, {prepared.key, prepared.words}); !added) return added;
    text_bytes += prepared.text_bytes;
    grams.add(prepared.grams);
    ++cases;
    if (auto added = attributes.add(cases, prepared); !added) return added;
    return text_index.add(prepared.document);
  }

  Error closed() const {
    return Error{
        ErrorCode::kInternal, "失敗した索引の書き込みは続けられません", folder.string(), 0, "", ""};
  }
};

ViewWriter::ViewWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ViewWriter::~ViewWriter() = default;
ViewWriter::ViewWriter(ViewWriter&&) noexcept = default;
ViewWriter& ViewWriter::operator=(ViewWriter&&) noexcept = default;

Result<ViewWriter> ViewWriter::create(const std::filesystem::path& folder) {
  std::error_code failure;
  if (std::filesystem::exists(folder / kCaseTableFile, failure)) {
    return Error{ErrorCode::kAlreadyExists,
                 "ビューのフォルダーが空ではありません",
                 folder.string(),
                 0,
                 "",
                 ""};
  }
  if (auto made = create_folders(folder); !made) return std::move(made).error();
  return ViewWriter(std::make_unique<State>(folder));
}

Result<void> ViewWriter::add(std::string_view compartment, std::string_view folder,
                             const PreparedCase& prepared) {
  State& state = *state_;
  if (state.failed) return state.closed();
  if (state.members.empty() || state.members.back().compartment != compartment) {
    state.members.push_back({std::string(compartment), std::string(folder), 0});
  }
  ++state.members.back().cases;
  auto added = state.append(*prepared.state_);
  if (!added) {
    state.failed = true;
    return std::move(added).error().with_id(prepared.state_->id);
  }
  return added;
}

Result<std::vector<ViewMember>> ViewWriter::finish() {
  State& state = *state_;
  if (state.failed) return state.closed();
  state.failed = true;  // whatever comes, nothing may follow
  if (auto done = state.text_index.finish(); !done) return std::move(done).error();
  if (auto done = state.table.finish(); !done) return std::move(done).error();
  if (auto done = state.grams.write(state.folder / kGramTableFile); !done) {
    return std::move(done).error();
  }
  if (auto done = state.attributes.finish(state.cases); !done) return std::move(done).error();
  return std::move(state.members);
}

std::uint64_t ViewWriter::text_bytes() const { return state_->text_bytes; }

}  // namespace kizuki
