#include "server/app/route.hpp"

#include <array>

namespace kizuki {
namespace {

constexpr std::string_view kId = "{id}";

constexpr std::array<Route, 32> kRoutes{{
    {Work::kSearchPage, "/", true, BodyType::kForm, {}},
    {Work::kCasePage, "/cases/{id}", true, BodyType::kNoBody, {}},
    {Work::kSimilarPage, "/similar", true, BodyType::kForm, {}},
    {Work::kComparePage, "/compare", true, BodyType::kNoBody, {}},
    {Work::kKnowHowPage, "/knowhow", true, BodyType::kNoBody, {}},
    {Work::kKnowHowCandidatesPage, "/knowhow/candidates", true, BodyType::kForm, {}},
    {Work::kKnowHowRejectedPage, "/knowhow/rejected", true, BodyType::kForm, {}},
    {Work::kKnowHowCataloguePage, "/knowhow/catalogue", true, BodyType::kUpload, {}},
    {Work::kKnowHowCardPage, "/knowhow/{id}", true, BodyType::kForm, {}},
    {Work::kAnalysisPage, "/analysis", true, BodyType::kNoBody, {}},
    {Work::kOperatePage, "/operate", true, BodyType::kForm, {}},
    {Work::kUsersPage, "/operate/users", true, BodyType::kForm, {}},
    {Work::kJobPage, "/operate/jobs/{id}", true, BodyType::kNoBody, {}},
    {Work::kAuditPage, "/operate/audit", true, BodyType::kNoBody, {}},
    {Work::kMyListPage, "/mylist", true, BodyType::kForm, {}},
    {Work::kRegisterListPage, "/register", true, BodyType::kNoBody, {}},
    {Work::kNewReportPage, "/register/new", true, BodyType::kForm, {}},
    {Work::kReportPage, "/register/{id}", true, BodyType::kForm, {}},
    {Work::kSignInPage, "/signin", true, BodyType::kForm, {}},
    {Work::kSignOut, "/signout", false, BodyType::kForm, {}},
    {Work::kApiSearch, "/api/v1/search", false, BodyType::kJson, {}},
    {Work::kApiSimilar, "/api/v1/similar", false, BodyType::kJson, {}},
    {Work::kApiSuggest, "/api/v1/suggest", false, BodyType::kJson, {}},
    {Work::kApiCase, "/api/v1/cases/{id}", true, BodyType::kNoBody, {}},
    {Work::kApiFacets, "/api/v1/facets", true, BodyType::kNoBody, {}},
    {Work::kApiStats, "/api/v1/stats", true, BodyType::kNoBody, {}},
    {Work::kApiJobs, "/api/v1/jobs", true, BodyType::kJson, {}},
    {Work::kApiJob, "/api/v1/jobs/{id}", true, BodyType::kJson, {}},
    {Work::kApiKnowHow, "/api/v1/knowhow", true, BodyType::kNoBody, {}},
    {Work::kApiKnowHowCard, "/api/v1/knowhow/{id}", true, BodyType::kNoBody, {}},
    {Work::kApiEssence, "/api/v1/essence", true, BodyType::kNoBody, {}},
    {Work::kApiCards, "/api/v1/cards", true, BodyType::kJson, {}},
}};

}  // namespace

Route route_of(std::string_view path) {
  for (Route route : kRoutes) {
    if (!route.name.ends_with(kId)) {
      if (path == route.name) return route;
      continue;
    }
    const std::string_view begin = route.name.substr(0, route.name.size() - kId.size());
    if (!path.starts_with(begin)) continue;
    route.rest = path.substr(begin.size());
    return route;
  }
  return {};
}

bool is_api_path(std::string_view path) { return path.starts_with("/api/"); }

}  // namespace kizuki
