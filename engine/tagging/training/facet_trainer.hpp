// Learns the values of a facet from records that bear them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/tagging/facet_model.hpp"

namespace kizuki {

/// Most values of a facet: each is a regression of its own over all records.
inline constexpr std::size_t kMostFacetValues = 64;
/// Most records, since all are held in memory (their texts and vectors, about 10 KB for one of 100
/// characters).
inline constexpr std::size_t kMostFacetRecords = 200'000;

struct FacetTrainingOptions {
  double cost = 6;          // C of the regression
  std::uint32_t least = 8;  // records of which a gram must be part
};

struct FacetAgreement {
  std::size_t records = 0;
  std::size_t right = 0;
};

/// Collects records, then learns. Which order they come in changes nothing: they are sorted by id.
/// The confidence is calibrated on a tenth of them, chosen by id, judged by a model of the rest.
class FacetTrainer {
 public:
  explicit FacetTrainer(std::string facet) : facet_(std::move(facet)) {}

  /// Takes a record that has exactly one value of the facet and some text; passes others over.
  /// Errors: those of CaseTextReader, kLimitExceeded from kMostFacetRecords on.
  Result<void> add(const CaseRecord& record);
  std::size_t taken() const { return examples_.size(); }
  std::size_t passed_over() const { return passed_over_; }

  /// Of the records that calibrate, after train(): how many, and for how many a model that had not
  /// seen them named the given value.
  const FacetAgreement& agreement() const { return agreement_; }

  /// Errors: kInvalidArgument when the records have fewer than two values of the facet, or more
  /// than kMostFacetValues.
  Result<FacetModel> train(const std::string& sources, const FacetTrainingOptions& options = {});

 private:
  struct Example {
    std::string value;
    CaseRecord record;  // id and the texts alone
  };

  std::string facet_;
  std::vector<Example> examples_;
  std::size_t passed_over_ = 0;
  FacetAgreement agreement_;
};

}  // namespace kizuki
