// Values out of nested JSON by a path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// A path such as "name", "[].name", "location.name" or "[0].sub[].url": member names, "[]" for
/// every element of an array, "[n]" for one. Immutable and shared.
class JsonPath {
 public:
  /// Errors: kInvalidArgument with what is wrong.
  static Result<JsonPath> parse(std::string_view text);

  /// All values that the path leads to, in order; what is not there is passed over. The pointers
  /// live as long as `root`.
  std::vector<const Json*> find(const Json& root) const;

  /// True when it can lead to more than one value.
  bool is_list() const { return list_; }

 private:
  struct Step {
    enum class Kind { kMember, kIndex, kEach } kind;
    std::string member;
    std::size_t index = 0;
  };
  std::vector<Step> steps_;
  bool list_ = false;
};

}  // namespace kizuki
