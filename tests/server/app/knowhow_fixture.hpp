// Findings over the few cases of the essence run's fixture, for the tests of the server's parts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/app/knowhow_findings.hpp"
#include "server/app/knowhow_reading.hpp"
#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {

class KnowHowTest : public EssenceRunTest {
 protected:
  std::shared_ptr<const KnowHowFindings> found(const ReaderScope& scope) const {
    auto report = run(scope);
    EXPECT_TRUE(report.has_value());
    return make_findings(std::move(*report));
  }

  /// Findings and catalogue laid over each other, as a request has them.
  KnowHowReading knowhow(const ReaderScope& scope) const {
    KnowHowReading out;
    out.state = KnowHowAnswer::State::kReady;
    out.findings = found(scope);
    const auto catalogue = read_catalogue(
        library_, [&](std::string_view name) { return scope.may_read(name); }, shipped_cards());
    EXPECT_TRUE(catalogue.has_value());
    out.catalogue = std::make_shared<const Catalogue>(*catalogue);
    return out;
  }

  /// What a request reads with.
  Reading reading(const ReaderScope& scope) const {
    return {scope, nullptr,
            std::make_shared<const Library>(open_library(folder_.path(), Library::Mode::kReadOnly)),
            nullptr, true};
  }
};

/// The know-how that all cases of the fixture tell of.
inline constexpr const char* kListeningCard = "K01";

}  // namespace kizuki::test
