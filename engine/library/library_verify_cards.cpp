#include <string>

#include "engine/base/hash.hpp"
#include "engine/library/card_log.hpp"
#include "engine/library/library_verify.hpp"
#include "engine/library/log_chain.hpp"

namespace kizuki {
namespace {

Result<void> check_card_log(const Database& database, const ReportFinding& report) {
  static const std::string kSql =
      "SELECT " + std::string(kCardColumns) + " FROM card_log AS l ORDER BY l.sequence";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  LogChain chain("カードの記録", report);
  for (;;) {
    const auto found = query->step();
    if (!found) return found.error();
    if (!*found) return {};
    const CardRow row = read_card_row(*query, 0);
    const std::string expected = card_hash(row);
    const std::string name = "カードの記録 " + std::to_string(row.sequence);
    chain.follow(row.sequence, row.previous_hash, row.hash, expected, "");
    if (row.content_hash != to_bytes(sha256(row.content))) {
      report({"", name + " の内容が書いたときと違います"});
    } else if (row.hash == expected && !card_of(database, row)) {
      report({"", name + " に、許されない値があります"});
    }
  }
}

}  // namespace

Result<void> verify_cards(const Database& database, const ReportFinding& report) {
  if (auto checked = check_card_log(database, report); !checked) return checked;
  if (auto found = find_names(database, "SELECT card_id FROM card_log EXCEPT SELECT id FROM cards",
                              "記録にあるカードが、カードの表にありません", report);
      !found) {
    return found;
  }
  return find_names(database,
                    "SELECT c.id FROM cards AS c WHERE c.created IS NOT"
                    " (SELECT min(l.sequence) FROM card_log AS l WHERE l.card_id = c.id)"
                    " OR c.sequence IS NOT"
                    " (SELECT max(l.sequence) FROM card_log AS l WHERE l.card_id = c.id)"
                    " ORDER BY c.id",
                    "カードの表が変更の記録と合いません", report);
}

}  // namespace kizuki
