// What a run may read, and how that part of a generation is opened: the one place that chooses.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/library/library.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {

/// Everything, what one account may read, or what anybody may. Immutable.
class ReaderScope {
 public:
  /// The person at the command line is the operator: the permissions of the files are his wall.
  static ReaderScope everything() { return ReaderScope(Reach::kEverything, std::nullopt); }

  /// The public cases alone: who has said no name.
  static ReaderScope of_anybody() { return ReaderScope(Reach::kPublic, std::nullopt); }

  /// Errors: kNotFound (no such account), kPermissionDenied (it is disabled), Library::account.
  static Result<ReaderScope> of_account(const Library& library, std::string_view name);

  /// Whether a case of this compartment may be shown.
  bool may_read(std::string_view compartment) const;

  /// The compartments of `generation` that may be read. Errors: kPermissionDenied (the account is
  /// disabled).
  Result<std::vector<std::string>> compartments(const Generation& generation) const;

  /// A searcher over what may be read and no file besides; what else the generation holds does not
  /// show in anything that it answers. Errors: Searcher::open.
  Result<Searcher> open(const Searcher::Sources& sources) const;

  /// Whether the library may hide cases of `generation` from this reader: some that it could show
  /// were written to since. What lies beyond his rights plays no part.
  bool library_moved_on(const Library& library, const Generation& generation) const;

  /// Shows a case only while the library holds it in the compartment where the index found it, and
  /// only when that may be read. A library that cannot be read hides everything.
  VisibilityGate gate(std::shared_ptr<const Library> library) const;

  /// The current revision of a case within reach. kNotFound, with the same bytes, for one that
  /// never was, was removed or erased, lies beyond reach, or whose company's consent has run out
  /// (consent_holds, by Japan's date now; operators still read it). Errors: Library::get.
  Result<StoredCase> read(const Library& library, std::string_view id) const;

  /// Whether cases are shown whose company's consent has run out: to operators.
  bool reads_without_consent() const;

  /// Names who may read the same in the same way: equal keys open equal searchers.
  std::string key() const;

  /// Whose reach it is, if an account's.
  const std::optional<Account>& account() const { return account_; }

 private:
  enum class Reach { kEverything, kAccount, kPublic };
  ReaderScope(Reach reach, std::optional<Account> account)
      : reach_(reach), account_(std::move(account)) {}

  Reach reach_;
  std::optional<Account> account_;  // of kAccount
};

/// The views of all enabled accounts, for BuildOptions::views. Errors: Library::accounts.
Result<std::vector<ViewDefinition>> views_of_accounts(const Library& library);

}  // namespace kizuki
