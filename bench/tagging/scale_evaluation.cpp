#include "bench/tagging/scale_evaluation.hpp"

#include <string>

#include <fmt/format.h>

#include "engine/tagging/case_text.hpp"
#include "engine/tagging/scale_tag.hpp"

namespace kizuki {
namespace {

struct ScaleCounts {
  std::size_t told = 0;
  std::size_t right = 0;
  std::size_t unknown = 0;
  std::string wrong;  // ids
};

Result<void> judge(const CaseRecord& record, Scale given, ScaleCounts& counts) {
  CaseText text;
  if (auto read = CaseTextReader().read(record, text); !read) return read;
  const ScaleTag tag = tag_scale(record, text, false);
  if (tag.scale == Scale::kUnknown) {
    ++counts.unknown;
    return {};
  }
  ++counts.told;
  if (tag.scale == given) {
    ++counts.right;
  } else {
    counts.wrong += " " + record.id;
  }
  return {};
}

void print_row(const char* name, const ScaleCounts& counts) {
  const double accuracy =
      counts.told == 0 ? 0.0 : static_cast<double>(counts.right) / static_cast<double>(counts.told);
  fmt::print("| {} | {} | {} | {} | {:.3f} |{} |\n", name, counts.told, counts.unknown,
             counts.right, accuracy, counts.wrong);
}

}  // namespace

Result<void> print_scale_rows(const std::vector<CaseRecord>& cases) {
  ScaleCounts with;
  ScaleCounts without;
  for (CaseRecord record : cases) {
    const Scale given = record.scale;
    if (given == Scale::kUnknown) continue;
    record.scale = Scale::kUnknown;
    if (auto done = judge(record, given, with); !done) return done;
    record.company.employees.reset();
    if (auto done = judge(record, given, without); !done) return done;
  }
  fmt::print(
      "\n| scale | told | unknown | right | accuracy of told | wrong "
      "|\n|---|---|---|---|---|---|\n");
  print_row("employees given", with);
  print_row("only in the text", without);
  return {};
}

}  // namespace kizuki
