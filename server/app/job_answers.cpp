// Jobs: from a request to what was started, cancelled or told.
#include <charconv>
#include <optional>
#include <utility>

#include "server/api/api.hpp"
#include "server/app/operate_answers.hpp"
#include "server/app/request_fields.hpp"
#include "server/jobs/job_desk.hpp"
#include "server/web/csv.hpp"
#include "server/web/job_page.hpp"

namespace kizuki {
namespace {

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Written down first, so that nothing is begun that nobody can be asked about.
Result<std::uint64_t> start_job(Call& call, const JobOrder& order) {
  JobDesk& jobs = *call.desks.jobs;
  if (auto checked = check_job_order(order, jobs.settings()); !checked) return checked.error();
  std::string detail(job_kind_code(order.kind));
  if (!order.source.empty()) detail += " " + order.source + " " + order.profile;
  if (auto kept = call.record("job-start", std::move(detail)); !kept) return kept.error();
  return jobs.start(order, call.visitor.name());
}

Result<bool> cancel_job(Call& call, std::uint64_t number) {
  JobDesk& jobs = *call.desks.jobs;
  const auto job = jobs.job(number);
  if (job && !job->ended()) {
    std::string detail = std::to_string(number) + " ";
    detail += job_kind_code(job->order.kind);
    if (auto kept = call.record("job-cancel", std::move(detail)); !kept) return kept.error();
  }
  return jobs.cancel(number);
}

Json as_json(const JobProgress& progress) {
  Json json;
  json.set("stage", progress.stage);
  json.set("done", progress.done);
  json.set("total", progress.total);
  json.set("unit", progress.unit);
  return json;
}

Json as_json(const RefusedRecord& record) {
  Json json;
  json.set("line", record.line);
  json.set("id", record.id);
  json.set("field", record.field);
  json.set("reason", record.reason);
  return json;
}

/// Without what was refused one by one, which may be long.
Json as_json(const JobRecord& job) {
  Json json;
  json.set("number", job.number);
  json.set("kind", job_kind_code(job.order.kind));
  json.set("source", job.order.source);
  json.set("profile", job.order.profile);
  json.set("account", job.account);
  json.set("state", job_state_code(job.state));
  json.set("asked_at", job.asked_at);
  json.set("began_at", job.began_at);
  json.set("ended_at", job.ended_at);
  json.set("progress", as_json(job.progress));
  json.set("refused_count", job.refused_count);
  return json;
}

Json with_details(const JobRecord& job) {
  Json json = as_json(job);
  Json messages(JsonArray{});
  for (const std::string& message : job.messages) messages.push_back(message);
  json.set("messages", std::move(messages));
  Json refused(JsonArray{});
  for (const RefusedRecord& record : job.refused) refused.push_back(as_json(record));
  json.set("refused", std::move(refused));
  return json;
}

/// {"kind","source","profile"}. Errors: kInvalidArgument.
Result<JobOrder> order_from(const Json& json) {
  if (!json.is_object()) return bad_field("", "{…} の形で指定してください");
  JobOrder order;
  std::optional<JobKind> kind;
  for (const auto& [name, value] : json.as_object()) {
    if (!value.is_string()) return bad_field(name, "文字列で指定してください");
    if (name == "kind") {
      kind = parse_job_kind(value.as_string());
    } else if (name == "source") {
      order.source = value.as_string();
    } else if (name == "profile") {
      order.profile = value.as_string();
    } else {
      return bad_field(name, "知らない項目です");
    }
  }
  if (!kind) return bad_field("kind", "始められる作業の名前を指定してください");
  order.kind = *kind;
  return order;
}

HttpResponse jobs_in_api(Call& call) {
  if (call.posted()) {
    const auto json = parse_json(call.request.body);
    if (!json) return error_response(call.route.name, json.error());
    const auto order = order_from(*json);
    if (!order) return error_response(call.route.name, order.error());
    const auto number = start_job(call, *order);
    if (!number) return error_response(call.route.name, number.error());
    const auto job = call.desks.jobs->job(*number);
    return json_response(202, call.route.name, job ? with_details(*job) : Json());
  }
  Json list(JsonArray{});
  for (const JobRecord& job : call.desks.jobs->jobs()) list.push_back(as_json(job));
  Json json;
  json.set("jobs", std::move(list));
  return json_response(200, call.route.name, json);
}

HttpResponse job_in_api(Call& call) {
  const Error missing{ErrorCode::kNotFound, "", "", 0, "", ""};
  const auto number = number_in(call.route.rest);
  if (!number) return error_response(call.route.name, missing);
  if (call.posted()) {
    const auto json = parse_json(call.request.body);
    if (!json) return error_response(call.route.name, json.error());
    const Json* cancel = json->find("cancel");
    if (cancel == nullptr || !cancel->is_bool() || !cancel->as_bool() ||
        json->as_object().size() != 1) {
      return error_response(call.route.name,
                            bad_field("cancel", "{\"cancel\":true} と指定してください"));
    }
    const auto cancelled = cancel_job(call, *number);
    if (!cancelled) return error_response(call.route.name, cancelled.error());
  }
  const auto job = call.desks.jobs->job(*number);
  if (!job) return error_response(call.route.name, missing);
  return json_response(200, call.route.name, with_details(*job));
}

/// The refused records of a job for a spreadsheet.
HttpResponse refused_as_csv(const Call& call, const JobRecord& job) {
  CsvText csv({"ファイル", "行", "番号", "項目", "理由"});
  for (const RefusedRecord& record : job.refused) {
    csv.add_row({job.order.source, record.line == 0 ? "" : std::to_string(record.line), record.id,
                 record.field, record.reason});
  }
  return csv_response(call.route.name, "refused-" + std::to_string(job.number) + ".csv",
                      std::move(csv).take());
}

}  // namespace

HttpResponse change_jobs(Call& call, const FormFields& form) {
  if (form.has("cancel")) {
    const auto number = number_in(form.value("cancel"));
    if (!number) return bad_form(call.frame());
    const auto cancelled = cancel_job(call, *number);
    if (!cancelled) return call.failed(cancelled.error());
    return redirect(call.route.name, "/operate#jobs");
  }
  const auto kind = parse_job_kind(form.value("start"));
  if (!kind) return bad_form(call.frame());
  JobOrder order;
  order.kind = *kind;
  if (*kind == JobKind::kIngest) {
    order.source = form.value("source");
    order.profile = form.value("profile");
  }
  const auto number = start_job(call, order);
  if (number) return redirect(call.route.name, "/operate#jobs");
  const unsigned status = status_of(number.error().code);
  if (status != 400 && status != 503) return call.failed(number.error());
  return answer_generations(call, status, number.error().message);
}

HttpResponse answer_job(Call& call, const FormFields& form) {
  const auto number = number_in(call.route.rest);
  const auto job = number ? call.desks.jobs->job(*number) : std::nullopt;
  if (!job) return not_found_page(call.frame());
  if (form.value("as") == "csv") return refused_as_csv(call, *job);
  return operate_page_of(call, 200, print_job_page(*job, call.visitor.csrf));
}

HttpResponse answer_jobs_api(Call& call) {
  if (!call.operates()) return error_response("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
  return call.route.work == Work::kApiJobs ? jobs_in_api(call) : job_in_api(call);
}

}  // namespace kizuki
