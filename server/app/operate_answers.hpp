// The pages 運用 and the API of jobs, from a request to what stands in them.
#pragma once

#include <string>

#include "server/app/call.hpp"
#include "server/http/request_target.hpp"
#include "server/web/html.hpp"

namespace kizuki {

bool is_operate_work(Work work);

/// For whoever is no operator the page does not exist, to the byte. `form`: of body or query.
HttpResponse answer_operate(Call& call, const FormFields& form);

/// The same for the API: to whoever is no operator as what is not there.
HttpResponse answer_jobs_api(Call& call);

// The parts of answer_operate, for operators.
HttpResponse answer_generations(Call& call, unsigned status, const std::string& problem);
/// Starts or cancels a job: "start" is its kind, "cancel" its number.
HttpResponse change_jobs(Call& call, const FormFields& form);
HttpResponse answer_job(Call& call, const FormFields& form);
HttpResponse answer_users(Call& call, const FormFields& form);
HttpResponse operate_page_of(const Call& call, unsigned status, const Html& main);

}  // namespace kizuki
