#include <string>
#include <utility>

#include "engine/library/account_log.hpp"
#include "engine/library/confirmation_log.hpp"
#include "engine/library/credential_rows.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_verify.hpp"
#include "engine/library/log_chain.hpp"

namespace kizuki {
namespace {

Result<void> check_account_log(const Database& database, const ReportFinding& report) {
  static const std::string kSql =
      "SELECT " + std::string(kAccountColumns) + " FROM account_log AS l ORDER BY l.sequence";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  LogChain chain("アカウントの記録", report);
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const AccountEntry entry = read_account_entry(*query, 0);
    const std::string expected = account_hash(entry);
    chain.follow(entry.sequence, entry.previous_hash, entry.hash, expected, "");
    if (entry.hash == expected && !account_of(database, entry)) {
      report({"", "アカウントの記録 " + std::to_string(entry.sequence) +
                      " に、許されない値があります"});
    }
  }
}

void check_content(const ConfirmationEntry& entry, bool erased, const ReportFinding& report) {
  const std::string name = "確認の記録 " + std::to_string(entry.sequence);
  if (erased) {
    if (entry.value || entry.reason) {
      report({entry.case_id, name + " に、消去したはずの内容が残っています"});
    }
  } else if (!entry.has_content()) {
    report({entry.case_id, name + " の内容が失われています"});
  } else if (entry.content_hash != confirmed_content_hash(*entry.value, *entry.reason)) {
    report({entry.case_id, name + " の内容が書いたときと違います"});
  }
}

}  // namespace

Result<void> find_names(const Database& database, std::string_view sql, std::string_view message,
                        const ReportFinding& report) {
  auto query = database.statement(sql);
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    report({"", std::string(message) + ": " + std::string(query->bytes(0))});
  }
}

Result<void> verify_accounts(const Database& database, const ReportFinding& report) {
  if (auto checked = check_account_log(database, report); !checked) return checked;
  if (auto found =
          find_names(database, "SELECT name FROM account_log EXCEPT SELECT name FROM accounts",
                     "記録にあるアカウントが、アカウントの表にありません", report);
      !found) {
    return found;
  }
  return find_names(database,
                    "SELECT a.name FROM accounts AS a WHERE a.created IS NOT"
                    " (SELECT min(l.sequence) FROM account_log AS l WHERE l.name = a.name)"
                    " OR a.sequence IS NOT"
                    " (SELECT max(l.sequence) FROM account_log AS l WHERE l.name = a.name)"
                    " ORDER BY a.name",
                    "アカウントの表が変更の記録と合いません", report);
}

Result<void> verify_credentials(const Database& database, const ReportFinding& report) {
  {
    auto query =
        database.statement("SELECT name, verifier, changed_at, seal FROM passwords ORDER BY name");
    if (!query) return query.error();
    for (;;) {
      const auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      if (query->bytes(3) != password_seal(query->bytes(0), query->bytes(1), query->bytes(2))) {
        report({"", "パスワードの記録が書いたときと違います: " + std::string(query->bytes(0))});
      }
    }
  }
  static const std::string kSql =
      "SELECT " + std::string(kSecretColumns) + " FROM secrets ORDER BY name, created_at, hash";
  {
    auto query = database.statement(kSql);
    if (!query) return query.error();
    for (;;) {
      const auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      if (!read_secret(*query)) {
        report({"", "セッションかトークンの記録が書いたときと違います: " +
                        std::string(query->bytes(2))});
      }
    }
  }
  return find_names(database,
                    "SELECT name FROM passwords UNION SELECT name FROM secrets"
                    " EXCEPT SELECT name FROM accounts",
                    "サインインの記録に、ないアカウントの名前があります", report);
}

Result<void> verify_confirmations(const Database& database, const ReportFinding& report) {
  static const std::string kSql =
      "SELECT c.erased_through, i.kind, i.case_id, " + std::string(kConfirmationColumns) +
      " FROM confirmations AS l LEFT JOIN cases AS c ON c.id = l.case_id"
      " LEFT JOIN ingest_log AS i ON i.sequence = l.case_sequence"
      " ORDER BY l.sequence";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  LogChain chain("確認の記録", report);
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const ConfirmationEntry entry = read_confirmation_entry(*query, 3);
    chain.follow(entry.sequence, entry.previous_hash, entry.hash, confirmation_hash(entry),
                 entry.case_id);
    const auto kind = static_cast<LogKind>(query->integer(1));
    const bool about_revision =
        query->bytes(2) == entry.case_id && (kind == LogKind::kAdd || kind == LogKind::kChange);
    if (!about_revision) {
      report({entry.case_id,
              "確認の記録 " + std::to_string(entry.sequence) + " は、事例の版とつながりません"});
    }
    check_content(entry, query->number(0) > entry.case_sequence, report);
  }
}

}  // namespace kizuki
