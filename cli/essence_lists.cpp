#include "cli/essence_lists.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "cli/essence_document.hpp"
#include "engine/base/json.hpp"
#include "engine/essence/concordance.hpp"
#include "engine/library/stored_record.hpp"
#include "engine/query/filter_value.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kContext = 30;
constexpr std::size_t kMostPlaces = 100'000;
constexpr std::array<std::string_view, 5> kOtherFacets = {kKnowHowFacet, "stated_issue",
                                                          "essential_issue", "supporter", "year"};

Error argument_error(ErrorCode code, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  return error;
}

/// Tabs and line breaks would break the columns.
std::string cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

Json numbers(const std::vector<std::uint32_t>& values) {
  JsonArray out;
  for (const std::uint32_t value : values) out.emplace_back(std::uint64_t{value});
  return out;
}

Json texts(const std::vector<std::string>& values) {
  JsonArray out;
  for (const std::string& value : values) out.emplace_back(value);
  return out;
}

Result<std::string> facet_of(const std::string& typed) {
  if (typed == "ノウハウ") return std::string(kKnowHowFacet);
  if (const auto field = find_filter_field(typed); field) {
    return std::string(filter_field_name(*field));
  }
  if (std::find(kOtherFacets.begin(), kOtherFacets.end(), typed) != kOtherFacets.end()) {
    return typed;
  }
  return argument_error(ErrorCode::kInvalidArgument,
                        "「" + typed +
                            "」では表にできません。使える項目: knowhow, step, issue, scale, "
                            "industry, supporter, year, stated_issue, essential_issue");
}

}  // namespace

Result<std::vector<WordPlace>> find_word(const Library& library, const ReaderScope& scope,
                                         const CaseCodec& codec, const std::string& word) {
  const auto sequence = library.sequence();
  if (!sequence) return sequence.error();
  std::vector<WordPlace> out;
  std::optional<Error> failure;
  const auto take = [&](const StoredCase& stored) {
    if (!scope.may_read(stored.compartment)) return true;
    auto record = decode_stored(stored, codec);
    if (!record) {
      failure = std::move(record).error();
      return false;
    }
    for (std::size_t s = 0; s < record->sections.size(); ++s) {
      for (const ContextLine& line : find_in_context(record->sections[s].text, word, kContext)) {
        out.push_back({stored.id, static_cast<std::uint32_t>(s), line.span, std::string(line.left),
                       std::string(line.hit), std::string(line.right)});
      }
    }
    if (out.size() <= kMostPlaces) return true;
    failure = argument_error(ErrorCode::kLimitExceeded,
                             "多すぎます（10万か所まで）。もっと長い語を指定してください");
    return false;
  };
  if (auto read = library.for_each_case(*sequence, take); !read) return read.error();
  if (failure) return *failure;
  std::sort(out.begin(), out.end(), [](const WordPlace& a, const WordPlace& b) {
    return std::tie(a.right, a.case_id, a.section, a.span.begin) <
           std::tie(b.right, b.case_id, b.section, b.span.begin);
  });
  return out;
}

std::string print_words_as_text(const std::vector<WordPlace>& places) {
  std::string out;
  for (const WordPlace& place : places) {
    out += place.case_id + "/" + std::to_string(place.section) + "/" +
           std::to_string(place.span.begin) + "-" + std::to_string(place.span.end) + "\t" +
           cell(place.left) + "\t" + cell(place.hit) + "\t" + cell(place.right) + "\n";
  }
  return out;
}

std::string print_words_as_json(const std::vector<WordPlace>& places) {
  JsonArray list;
  for (const WordPlace& place : places) {
    Json one;
    one.set("case", place.case_id);
    one.set("section", std::uint64_t{place.section});
    one.set("begin", std::uint64_t{place.span.begin});
    one.set("end", std::uint64_t{place.span.end});
    one.set("left", place.left);
    one.set("hit", place.hit);
    one.set("right", place.right);
    list.push_back(std::move(one));
  }
  Json out;
  out.set("kwic", std::move(list));
  return out.dump() + "\n";
}

Result<std::pair<std::string, std::string>> parse_table_facets(const std::string& typed) {
  const std::size_t comma = typed.find(',');
  if (comma == std::string::npos) {
    return argument_error(ErrorCode::kInvalidArgument,
                          "--table は、項目を二つコンマで区切って書いてください（例: step,issue）");
  }
  auto rows = facet_of(typed.substr(0, comma));
  if (!rows) return std::move(rows).error();
  auto columns = facet_of(typed.substr(comma + 1));
  if (!columns) return std::move(columns).error();
  return std::pair(std::move(*rows), std::move(*columns));
}

std::string print_table_as_text(const CrossTable& table, const std::string& rows,
                                const std::string& columns, const KnowHowResult& result,
                                const Taxonomy& taxonomy) {
  const auto name = [&](const std::string& facet, const std::string& value) {
    if (facet != kKnowHowFacet) return cell(value_label(facet, value, taxonomy));
    const auto item = std::find_if(result.items.begin(), result.items.end(),
                                   [&](const KnowHow& one) { return one.id == value; });
    return cell(item == result.items.end() ? value : value + " " + item->label);
  };
  std::string out;
  for (const std::string& column : table.columns) out += "\t" + name(columns, column);
  out += "\t事例\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    out += name(rows, table.rows[r]);
    for (const std::uint32_t count : table.counts[r]) out += "\t" + std::to_string(count);
    out += "\t" + std::to_string(table.row_totals[r]) + "\n";
  }
  out += "事例";
  for (const std::uint32_t total : table.column_totals) out += "\t" + std::to_string(total);
  return out + "\t" + std::to_string(table.cases) + "\n";
}

std::string print_table_as_json(const CrossTable& table, const std::string& rows,
                                const std::string& columns) {
  Json out;
  out.set("row_facet", rows);
  out.set("column_facet", columns);
  out.set("rows", texts(table.rows));
  out.set("columns", texts(table.columns));
  JsonArray counts;
  for (const auto& row : table.counts) counts.push_back(numbers(row));
  out.set("counts", std::move(counts));
  out.set("row_totals", numbers(table.row_totals));
  out.set("column_totals", numbers(table.column_totals));
  out.set("cases", std::uint64_t{table.cases});
  return out.dump() + "\n";
}

}  // namespace kizuki
