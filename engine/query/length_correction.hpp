// The first stage's length normalisation, made fit for collections of short cases. Inside
// engine/query only.
#pragma once

namespace kizuki {

/// The text index has the length of a case inside its word frequencies, against a pivot that is
/// index format (100 words): norm(words / pivot), norm(x) = 0.5 + 0.5·max(0.5, x), of Xapian's
/// BM25 with b = 0.5. In a collection whose cases are all shorter than half of the pivot that
/// normalises nothing.
///
/// The factor for a case of relative length r (1: the average of the opened cases) is what a word
/// that occurs once would get more, were the norm taken against the average:
///   (1 + k1·norm(r · average / pivot)) / (1 + k1·norm(r)), divided by the same at r = 2
/// but at least 1. It is 1 for cases of twice the average and more, and for all where the average
/// is the pivot or more: there the first stage's norm stands. Scores never fall, so that what the
/// pool keeps stays above what it left out.
///
/// Length is counted in pairs of characters, which the second stage has at hand. 800 seeds among
/// 5,523 accidents of one or two sentences: nDCG@10 .4530 without, .4545 with
/// (bench/results/2026-11-28-accidents-by-example.md).
class LengthCorrection {
 public:
  /// Words that count for the length, for each pair of characters: 0.42 in case reports.
  static constexpr double kWordsOfPair = 0.42;
  /// Times the average: cases that are longer are no more likely to say something else.
  static constexpr double kLongest = 2.0;

  /// No correction.
  LengthCorrection() = default;
  /// `average_pairs`: pairs of characters of a case, above 0; `pivot`: in words; `saturation`: k1.
  LengthCorrection(double average_pairs, double pivot, double saturation);

  /// False when the factor is 1 for every case.
  bool corrects() const { return average_pivots_ > 0.0 && average_pivots_ < 1.0; }
  /// Of a case with so many pairs of characters, 1 to below 2. Immutable.
  double factor(double pairs) const;

 private:
  double ratio(double relative) const;

  double average_pairs_ = 0.0;
  double average_pivots_ = 0.0;
  double saturation_ = 0.0;
  double longest_ = 1.0;  // the ratio at twice the average
};

}  // namespace kizuki
