#include <algorithm>
#include <numeric>

#include "engine/base/json.hpp"
#include "tests/torture/torture.hpp"

namespace kizuki::torture {
namespace {

// The first breaches tell what is wrong; a job that breaks a promise in every run must not flood.
constexpr std::uint64_t kBreachesShown = 20;

}  // namespace

std::uint64_t Settings::count(std::string_view name, std::uint64_t otherwise) const {
  const auto found = counts.find(name);
  return found == counts.end() ? otherwise : found->second;
}

std::uint64_t& Report::figure(Figures& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const auto& figure) { return figure.first == name; });
  if (found != figures.end()) return found->second;
  return figures.emplace_back(std::string(name), 0).second;
}

void Report::count(std::string_view name, std::uint64_t more) { figure(counts_, name) += more; }

void Report::breach(std::string_view kind, const std::string& what) {
  if (breaches() < kBreachesShown) {
    std::fprintf(stderr, "%s: %s\n", std::string(kind).c_str(), what.c_str());
  }
  ++figure(breaches_, kind);
}

void Report::promise(std::initializer_list<std::string_view> kinds) {
  for (const std::string_view kind : kinds) figure(breaches_, kind);
}

std::uint64_t Report::breaches() const {
  return std::accumulate(breaches_.begin(), breaches_.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& figure) { return sum + figure.second; });
}

std::string Report::line(std::string_view job, std::uint64_t seed) const {
  Json json;
  json.set("job", job);
  if (skipped()) {
    json.set("skipped", skipped_);
    return json.dump() + "\n";
  }
  json.set("seed", seed);
  for (const auto& [name, value] : counts_) json.set(name, value);
  for (const auto& [name, value] : breaches_) json.set(name, value);
  json.set("breaches", breaches());
  return json.dump() + "\n";
}

}  // namespace kizuki::torture
