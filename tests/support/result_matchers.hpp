// Reads a Result in one word; an unexpected error shows its text in the failure.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "engine/base/result.hpp"

namespace kizuki {

/// EXPECT_TRUE(succeeded(result)): fails with the error's description.
template <typename T>
testing::AssertionResult succeeded(const Result<T>& result) {
  if (result.has_value()) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << error_name(result.error().code) << ": " << result.error().describe();
}

/// EXPECT_EQ(failure_name(result), "not_found"): the error's name, or "ok".
template <typename T>
std::string failure_name(const Result<T>& result) {
  return result.has_value() ? "ok" : std::string(error_name(result.error().code));
}

}  // namespace kizuki
