// Programs that harm Kizuki at random and check that nothing is lost.
#pragma once

#include <cstdint>
#include <string>

namespace kizuki::torture {

struct Settings {
  std::string program;  // path of kizuki
  std::uint64_t runs = 25;
  std::uint64_t seed = 1;
};

/// What a run of a job found; breaches > 0 fails it.
struct Report {
  std::uint64_t runs = 0;
  std::uint64_t killed_before_end = 0;  // kills that hit a living process
  std::uint64_t lost = 0;               // acknowledged records that were gone
  std::uint64_t unopenable = 0;         // library or generation that did not open
  std::uint64_t corrupt = 0;            // verify found damage
  std::uint64_t incomplete = 0;         // the next run did not complete the work

  std::uint64_t breaches() const { return lost + unopenable + corrupt + incomplete; }
};

/// SIGKILL at a uniformly random moment of `kizuki index`, again and again over one index: the
/// generation that was current answers or the new one does, no record that the library had
/// committed is gone, and the next run completes.
Report kill_index(const Settings& settings);

}  // namespace kizuki::torture
