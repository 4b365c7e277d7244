// The pages ノウハウ and 分析: from a request to what stands in them.
#pragma once

#include <cstddef>
#include <string>

#include "server/app/call.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/http/request_target.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {

/// /knowhow, /knowhow/candidates, /knowhow/rejected, /knowhow/{id}: looking and deciding.
HttpResponse answer_knowhow(Call& call, const FormFields& form);

/// /knowhow/rejected, of a count that is ready. For curators.
HttpResponse rejected_page(Call& call, const FormFields& form, const KnowHowReading& knowhow);

// What these pages share.

/// `refresh`: seconds until the page asks again; 0: it does not.
HttpResponse knowhow_page(Call& call, std::string title, const Html& main, unsigned refresh = 0);
/// What the tabs count for the visitor.
KnowHowTabs knowhow_tabs(const Call& call, const KnowHowReading& knowhow);
/// The field "page": from 1 on, 1 when there is none that could be.
std::size_t knowhow_page_number(const FormFields& form);

/// /knowhow/catalogue: the cards as a file, and a file taken in. For curators; to others it is not
/// there.
HttpResponse answer_knowhow_catalogue(Call& call, const FormFields& form);

}  // namespace kizuki
