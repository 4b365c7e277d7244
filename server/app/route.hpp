// What lies under which path, and how it may be asked for.
#pragma once

#include <cstdint>
#include <string_view>

namespace kizuki {

/// What a worker is asked for.
enum class Work : std::uint8_t {
  kNone,
  kSearchPage,
  kCasePage,
  kSimilarPage,
  kComparePage,
  kOperatePage,
  kUsersPage,
  kAuditPage,
  kJobPage,
  kKnowHowPage,
  kKnowHowCandidatesPage,
  kKnowHowRejectedPage,
  kKnowHowCataloguePage,
  kKnowHowCardPage,
  kAnalysisPage,
  kMyListPage,
  kRegisterListPage,
  kNewReportPage,
  kReportPage,
  kSignInPage,
  kSignOut,
  kApiSearch,
  kApiSimilar,
  kApiSuggest,
  kApiCase,
  kApiFacets,
  kApiStats,
  kApiJobs,
  kApiJob,
  kApiKnowHow,
  kApiKnowHowCard,
  kApiEssence,
  kApiCards,
};

/// The media type of a body that is taken.
enum class BodyType : std::uint8_t { kNoBody, kForm, kUpload, kJson };

struct Route {
  Work work = Work::kNone;
  std::string_view name = "-";        // for log and metrics: "/cases/{id}"
  bool reads = true;                  // GET and HEAD
  BodyType body = BodyType::kNoBody;  // of a POST; kNoBody: no POST
  std::string_view rest;              // what stands for {id}: a view of the path

  bool posts() const { return body != BodyType::kNoBody; }
};

/// Work::kNone for a path that is none of ours.
Route route_of(std::string_view path);

bool is_api_path(std::string_view path);

}  // namespace kizuki
