#include "cli/index_build.hpp"

#include <algorithm>
#include <string>
#include <thread>

namespace kizuki {

std::size_t build_threads(std::size_t asked) {
  if (asked != 0) return asked;
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

Result<BuildReport> build_with_progress(const GenerationStore& store, const Library& library,
                                        const BuildTools& tools, const BuildOptions& options,
                                        Console& console) {
  auto built = build_generation(store, library, tools, options,
                                [&](std::uint64_t done, std::uint64_t total) {
                                  console.progress("索引中", done, total, "件");
                                });
  console.end_progress();
  if (!built) return built;
  console.say("世代 " + std::to_string(built->generation) +
              " を作り、切り替えました: " + std::to_string(built->cases) + " 件（新しく解析 " +
              std::to_string(built->analysed) + " 件）");
  if (built->caught_up > 0) {
    console.say("作っている間に変わった " + std::to_string(built->caught_up) + " 件も加えました");
  }
  return built;
}

}  // namespace kizuki
