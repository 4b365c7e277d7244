// Compares analyses with a message that says where they differ.
#pragma once

#include <gtest/gtest.h>

#include "engine/index/case_analysis.hpp"

namespace kizuki::test {

/// Everything but id and key, which are not part of a stored record.
inline void expect_same_content(const CaseAnalysis& actual, const CaseAnalysis& expected) {
  EXPECT_EQ(actual.terms, expected.terms);
  EXPECT_EQ(actual.facets, expected.facets);
  ASSERT_EQ(actual.fields.size(), expected.fields.size());
  for (std::size_t i = 0; i < expected.fields.size(); ++i) {
    SCOPED_TRACE("field " + std::to_string(i));
    const AnalyzedField& a = actual.fields[i];
    const AnalyzedField& b = expected.fields[i];
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.section, b.section);
    EXPECT_EQ(a.text, b.text);
    EXPECT_EQ(a.sentences, b.sentences);
    ASSERT_EQ(a.occurrences.size(), b.occurrences.size());
    for (std::size_t j = 0; j < b.occurrences.size(); ++j) {
      ASSERT_EQ(a.occurrences[j].term, b.occurrences[j].term) << "occurrence " << j;
      ASSERT_EQ(a.occurrences[j].span, b.occurrences[j].span) << "occurrence " << j;
      ASSERT_EQ(a.occurrences[j].kind, b.occurrences[j].kind) << "occurrence " << j;
    }
  }
}

}  // namespace kizuki::test
