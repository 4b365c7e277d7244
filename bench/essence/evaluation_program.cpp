#include "bench/essence/evaluation_program.hpp"

#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/machine.hpp"

namespace kizuki {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n", error.describe().c_str());
  return 1;
}

}  // namespace

int run_evaluation(int argc, char** argv, const std::string& name, const std::string& description,
                   const std::function<Result<void>(const EvaluationSetup&)>& work) {
  CLI::App app(description, name);
  std::string data = "data";
  std::string share = "build/release/share/kizuki";
  std::string revision;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--share", share, "folder with the compiled dictionary");
  app.add_option("--revision", revision, "of the sources, for the report");
  CLI11_PARSE(app, argc, argv);
  const auto setup = load_evaluation(data, share);
  if (!setup) return fail(setup.error());
  fmt::print("{}\n", describe_run(this_machine(), revision, data, command_line(argc, argv)));
  if (auto done = work(*setup); !done) return fail(done.error());
  return 0;
}

}  // namespace kizuki
