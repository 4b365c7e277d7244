// The parts of the HTML report, and what they share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/essence_document.hpp"

namespace kizuki {

/// The report that the parts are made of. All must outlive it.
struct EssenceHtmlContext {
  const EssenceReport& report;
  const Taxonomy& taxonomy;
  const DocumentOptions& options;

  std::string count(std::uint32_t value) const { return shown_count(value, options); }
  /// A number that leads to the sentences behind it.
  std::string linked(const KnowHow& item, std::uint32_t value) const;
  /// Nothing when --top left it out.
  const KnowHow* find(const std::string& id) const;
  std::size_t number_of(KnowHowKind kind) const;
};

/// The label of a candidate is a clause of one of its sentences: an example, no summary.
std::string shown_item_label(const KnowHow& item);

/// Items of a kind with what is counted of them and their sentences.
std::string print_html_items(const EssenceHtmlContext& context, KnowHowKind kind);
/// What went wrong, or should have been done.
std::string print_html_cautions(const EssenceHtmlContext& context);
/// What was found by comparing cases.
std::string print_html_findings(const EssenceHtmlContext& context);
/// Counts by step, scale and issue.
std::string print_html_tables(const EssenceHtmlContext& context);

}  // namespace kizuki
