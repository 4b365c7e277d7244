#include "server/app/call.hpp"

#include <utility>

#include "engine/privacy/draft_rights.hpp"
#include "server/api/api.hpp"
#include "server/app/audit_desk.hpp"
#include "server/app/register_answers.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kKilobyte = 1'024;
constexpr std::size_t kBytesOfCharacter = 9;  // of Japanese, as forms are sent: %E3%81%82

}  // namespace

PageFrame Call::frame(std::string title) const {
  PageFrame frame;
  frame.title = std::move(title);
  frame.visitor = visitor.name();
  frame.csrf = visitor.csrf;
  frame.may_sign_in = may_sign_in;
  frame.operates = operates();
  frame.registers = visitor.signed_in() && may_write_drafts(*visitor.account());
  return frame;
}

std::optional<FormFields> Call::form() const {
  if (!posted()) return FormFields::parse(request.query);
  if (route.body != BodyType::kUpload) return FormFields::parse(request.body);
  return FormFields::parse_multipart(request.header("content-type"), request.body);
}

bool Call::operates() const {
  return visitor.signed_in() && visitor.account()->role == Role::kOperator;
}

Result<void> Call::record(std::string_view action, std::string detail) const {
  return record({visitor.name(), std::string(action), "", "", std::move(detail)});
}

Result<void> Call::record(AuditEntry entry) const {
  auto written = desks.audit->write_now({std::move(entry)});
  if (!written) telemetry.event("audit_failed", written.error().describe());
  return written;
}

void Call::disclose(std::string_view action, std::string_view id, std::string_view compartment) {
  if (compartment == "public") return;
  audit.push_back(
      {visitor.name(), std::string(action), std::string(id), std::string(compartment), ""});
}

void Call::disclose(std::string_view action, const std::vector<Hit>& hits) {
  for (const Hit& hit : hits) {
    disclose(action, hit.id, hit.compartment);
    for (const CaseAddress& copy : hit.near_duplicates) {
      disclose(action, copy.id, copy.compartment);
    }
  }
}

HttpResponse Call::failed(const Error& error) const {
  if (status_of(error.code) == 500) {
    // Inner failures speak of files and codes, never of what was asked.
    telemetry.event("error", Error{error.code, error.message, error.file, 0, "", ""}.describe());
  }
  if (api()) return error_response(route.name, error);
  if (status_of(error.code) == 404) return not_found_page(frame());
  if (status_of(error.code) == 503) return busy_page(frame());
  return message_page(
      500, route.name, frame("表示できません"),
      {"このページは表示できません", "サーバーの中で問題が起きました",
       "書いた内容は、もどるボタンで取り出せます。続くときは運用担当に伝えてください。"});
}

HttpResponse busy_page(PageFrame frame) {
  frame.title = "混み合っています";
  HttpResponse response = message_page(503, "-", frame,
                                       {"いまは表示できません", "混み合っています",
                                        "書いた内容は、もどるボタンで取り出せます。2秒ほど待って、"
                                        "もう一度「さがす」を押してください。"});
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

HttpResponse unrecorded(const PageFrame& frame, bool api) {
  if (api) {
    return error_response(
        "-", {ErrorCode::kLocked, "閲覧を記録できないため、お見せできません", "", 0, "", ""});
  }
  PageFrame page = frame;
  page.title = "表示できません";
  HttpResponse response = message_page(
      503, "-", page,
      {"いまは表示できません", "閲覧を記録できません",
       "公開されていない事例は、閲覧を記録できるときだけお見せします。運用担当に伝えてください"
       "（ディスクの空きなど）。"});
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

HttpResponse too_large_page(const Route& route, std::size_t limit_bytes) {
  PageFrame frame;
  frame.title = "受け付けませんでした";
  const std::string kilobytes = std::to_string(limit_bytes / kKilobyte) + " KB";
  if (route.body == BodyType::kUpload) {
    return message_page(
        413, route.name, frame,
        {"取り込みませんでした", "ファイルが大きすぎます",
         "一度に送れるのは " + kilobytes +
             " より少し小さいファイルまでです。何も変わっていません。何行かずつのファイルに分けて、"
             "一つずつ取り込んでください。",
         std::string(route.name), "ファイルを選びなおす"});
  }
  const std::string characters = std::to_string(limit_bytes / kBytesOfCharacter / 1'000 * 1'000);
  Message message{"受け付けませんでした", "送られた文章が長すぎます",
                  "一度に送れるのは " + kilobytes + "（日本語でおよそ " + characters +
                      " 字）までです。何も保存していません。書いた内容は、もどるボタンで取り出せま"
                      "す。短くするか、二つに分けてから、もう一度送ってください。"};
  if (is_register_work(route.work)) {
    message.to = "/register";
    message.to_label = "事例登録にもどる";
  }
  return message_page(413, route.name, frame, message);
}

HttpResponse bad_form(const PageFrame& frame) {
  PageFrame page = frame;
  page.title = "表示できません";
  return message_page(400, "-", page,
                      {"このページは表示できません", "送られた内容を読めませんでした",
                       "検索のページから、もう一度さがしてください。"});
}

HttpResponse foreign_form(const PageFrame& frame) {
  PageFrame page = frame;
  page.title = "受け付けませんでした";
  return message_page(
      403, "-", page,
      {"受け付けませんでした", "ページを開いてから時間がたったようです",
       "書いた内容は、もどるボタンで取り出せます。ページを開き直してから、もう一度送っ"
       "てください。"});
}

}  // namespace kizuki
