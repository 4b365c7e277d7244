// Jobs as the pages 運用 show them.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/jobs/job_record.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// A line: name, how far, state, the way to cancel it or to read more. `csrf` of the session.
Html print_job_row(const JobRecord& job, std::string_view csrf);

/// The first `limit` records that a job refused, as a table.
Html print_refused_table(const JobRecord& job, std::size_t limit);

/// What stands in <main> of a job's own page.
Html print_job_page(const JobRecord& job, std::string_view csrf);

}  // namespace kizuki
