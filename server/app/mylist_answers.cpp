#include "server/app/mylist_answers.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "engine/corpus/record_limits.hpp"
#include "engine/library/library.hpp"
#include "engine/workbook/workbook_writer.hpp"
#include "server/api/api.hpp"
#include "server/app/case_desk.hpp"
#include "server/web/csv.hpp"
#include "server/web/mylist_page.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kWorkbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The entry with its case as far as the visitor may read it now. Errors: those of the library.
Result<ListedCase> listed_case(Call& call, ListEntry entry, std::string_view action) {
  ListedCase listed;
  listed.entry = std::move(entry);
  const Reading& reading = *call.reading;
  const auto stored = reading.scope.read(*reading.library, listed.entry.case_id);
  if (!stored) {
    if (stored.error().code == ErrorCode::kNotFound) return listed;
    return stored.error();
  }
  auto brief = brief_of(*stored);
  if (!brief) return std::move(brief).error();
  listed.brief = std::move(*brief);
  call.disclose(action, stored->id, stored->compartment);
  return listed;
}

std::size_t offset_in(const FormFields& form) {
  std::size_t offset = 0;
  const std::string_view text = form.value("offset");
  std::from_chars(text.data(), text.data() + text.size(), offset);
  return std::min(offset, kMaxListEntries);
}

/// The page of the list that `offset` lies in. `view` may say what was refused.
HttpResponse show_list(Call& call, unsigned status, std::size_t offset, MyListView view) {
  auto entries = call.reading->library->list(call.visitor.name());
  if (!entries) return call.failed(entries.error());
  view.total = entries->size();
  view.csrf = call.visitor.csrf;
  const std::size_t last = view.total == 0 ? 0 : view.total - 1;
  view.offset = std::min(offset, last) / kListPage * kListPage;
  const std::size_t end = std::min(view.total, view.offset + kListPage);
  for (std::size_t i = view.offset; i < end; ++i) {
    auto listed = listed_case(call, std::move((*entries)[i]), "mylist");
    if (!listed) return call.failed(listed.error());
    if (listed->brief) {
      auto indexed = view_case(*call.reading, listed->brief->id, call.deadline);
      if (indexed) {
        listed->facets = std::move(indexed->facets);
      } else if (indexed.error().code != ErrorCode::kNotFound) {
        return call.failed(indexed.error());
      }
    }
    view.cases.push_back(std::move(*listed));
  }
  PageFrame page = call.frame("マイリスト");
  page.current = "/mylist";
  return page_response(status, call.route.name,
                       print_page(page, print_my_list(view, call.taxonomy())));
}

/// All of the list as a file, "csv" or "xlsx".
HttpResponse export_list(Call& call, bool workbook) {
  auto entries = call.reading->library->list(call.visitor.name());
  if (!entries) return call.failed(entries.error());
  std::vector<std::vector<std::string>> rows;
  for (ListEntry& entry : *entries) {
    const auto listed = listed_case(call, std::move(entry), "mylist-export");
    if (!listed) return call.failed(listed.error());
    rows.push_back(list_row(rows.size() + 1, *listed));
  }
  if (!workbook) {
    CsvText csv(list_columns());
    for (const auto& row : rows) csv.add_row(row);
    return csv_response(call.route.name, "mylist.csv", std::move(csv).take());
  }
  SheetTable table{"マイリスト", list_columns(), {}};
  for (auto& row : rows) {
    SheetRow cells;
    for (std::string& cell : row) cells.emplace_back(std::move(cell));
    table.rows.push_back(std::move(cells));
  }
  auto bytes = workbook_bytes({table});
  if (!bytes) return call.failed(bytes.error());
  HttpResponse response = csv_response(call.route.name, "mylist.xlsx", std::move(*bytes));
  response.type = kWorkbookType;
  return response;
}

/// What stood in a textarea: forms send CRLF at the end of a line.
std::string typed_note(const FormFields& form) {
  std::string note(form.value("note"));
  note.erase(std::remove(note.begin(), note.end(), '\r'), note.end());
  return note;
}

/// Back to the entry, or to the end of the list.
HttpResponse back_to_list(Call& call, std::string_view id) {
  const auto entries = call.reading->library->list(call.visitor.name());
  if (!entries) return call.failed(entries.error());
  const auto found = std::find_if(entries->begin(), entries->end(),
                                  [&](const ListEntry& entry) { return entry.case_id == id; });
  if (found == entries->end()) return redirect(call.route.name, "/mylist");
  const auto index = static_cast<std::size_t>(found - entries->begin());
  return redirect(call.route.name,
                  "/mylist?offset=" + std::to_string(index) + "#e" + std::to_string(index + 1));
}

Result<void> apply(LibraryWriter& writer, const std::string& account, const FormFields& form) {
  const std::string_view id = form.value("c");
  const std::string_view action = form.value("do");
  if (action == "remove") {
    if (auto removed = writer.remove_from_list(account, id); !removed) return removed.error();
    return writer.commit();
  }
  // What is typed is kept with every button, so that moving an entry loses nothing.
  if (form.has("note")) {
    const auto noted = writer.note_in_list(account, id, typed_note(form));
    if (!noted) return noted.error();
  }
  if (action != "note") {
    const auto moved =
        writer.move_in_list(account, id, action == "up" ? ListMove::kUp : ListMove::kDown);
    if (!moved) return moved.error();
  }
  return writer.commit();
}

HttpResponse change_list(Call& call, const FormFields& form) {
  const bool adds = form.has("add");
  const std::string_view id = form.value(adds ? "add" : "c");
  const std::string_view action = form.value("do");
  if (!is_case_id(id)) return adds ? not_found_page(call.frame()) : bad_form(call.frame());
  if (!adds && action != "note" && action != "up" && action != "down" && action != "remove") {
    return bad_form(call.frame());
  }
  if (adds || (form.has("note") && action != "remove")) {
    // Nobody collects, or writes about, what he may not read.
    const auto readable = call.reading->scope.read(*call.reading->library, id);
    if (!readable) return call.failed(readable.error());
  }
  auto library = Library::open(call.engine.models().index, Library::Mode::kReadWrite);
  if (!library) return call.failed(library.error());
  LibraryWriter writer(*library);
  Result<void> done;
  if (adds) {
    const auto added = writer.add_to_list(call.visitor.name(), id);
    done = added ? writer.commit() : Result<void>(added.error());
  } else {
    done = apply(writer, call.visitor.name(), form);
  }
  if (done) return back_to_list(call, id);
  const ErrorCode code = done.error().code;
  if (code != ErrorCode::kInvalidArgument && code != ErrorCode::kLimitExceeded) {
    return call.failed(done.error());
  }
  MyListView view;
  view.problem = done.error().message;
  if (code == ErrorCode::kInvalidArgument) {
    view.refused_id = id;
    view.typed_note = typed_note(form);
  }
  return show_list(call, 400, offset_in(form), std::move(view));
}

}  // namespace

HttpResponse answer_my_list(Call& call, const FormFields& form) {
  if (!call.visitor.signed_in()) {
    return redirect(call.route.name, call.posted() ? "/signin" : "/signin?to=%2Fmylist");
  }
  if (call.posted()) return change_list(call, form);
  const std::string_view as = form.value("as");
  if (as == "csv" || as == "xlsx") return export_list(call, as == "xlsx");
  return show_list(call, 200, offset_in(form), {});
}

}  // namespace kizuki
