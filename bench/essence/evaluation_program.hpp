// What the programs of this folder have in common: options, setup, head of the report.
#pragma once

#include <functional>
#include <string>

#include "bench/essence/evaluation_setup.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Reads --data, --share and --revision, loads the setup, prints machine, corpus and command, and
/// does `work`. Returns the exit status: 0 done (or --help), 1 failed, with the error on standard
/// error, else what CLI11 says of wrong options. One thread.
int run_evaluation(int argc, char** argv, const std::string& name, const std::string& description,
                   const std::function<Result<void>(const EvaluationSetup&)>& work);

}  // namespace kizuki
