#include "engine/query/query_parser.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/query_characters.hpp"
#include "engine/query/query_scanner.hpp"

namespace kizuki {
namespace {

using Kind = QueryNode::Kind;
using TokenKind = QueryToken::Kind;

QueryNode make_node(Kind kind, TextSpan span) {
  QueryNode node;
  node.kind = kind;
  node.span = span;
  return node;
}

QueryNode make_word(std::string text, TextSpan span) {
  QueryNode node = make_node(Kind::kWord, span);
  node.text = std::move(text);
  return node;
}

/// Wraps several nodes; one node stays itself.
QueryNode combine(Kind kind, std::vector<QueryNode> children) {
  if (children.size() == 1) return std::move(children.front());
  QueryNode node = make_node(kind, {});
  if (!children.empty()) node.span = {children.front().span.begin, children.back().span.end};
  node.children = std::move(children);
  return node;
}

Error limit_error(std::string_view text, TextSpan place, std::string message) {
  const std::size_t position = utf8_length(text.substr(0, place.begin)) + 1;
  Error error;
  error.code = ErrorCode::kLimitExceeded;
  error.message = std::to_string(position) + "文字目: " + std::move(message);
  return error;
}

/// Recursive descent over the tokens; the recursion is as deep as the brackets, which are limited.
class Parser {
 public:
  Parser(std::string_view text, std::vector<QueryToken> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Result<QueryNode> parse() && {
    QueryNode root = make_node(Kind::kAll, {0, static_cast<std::uint32_t>(text_.size())});
    while (at_ < tokens_.size() && !error_) {
      parse_sequence(0, root.children);
      if (at_ < tokens_.size()) ++at_;  // a closing bracket that was never opened
    }
    if (error_) return *std::move(error_);
    if (root.children.size() == 1 && root.children.front().kind == Kind::kAll) {
      return std::move(root.children.front());
    }
    return root;
  }

 private:
  bool next_is(TokenKind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }

  /// Appends what stands up to the next closing bracket or the end.
  void parse_sequence(std::size_t depth, std::vector<QueryNode>& out) {
    while (at_ < tokens_.size() && !next_is(TokenKind::kClose) && !error_) {
      std::vector<QueryNode> alternatives;
      parse_operand(depth, alternatives);
      while (!alternatives.empty() && skip_or()) parse_operand(depth, alternatives);
      if (!alternatives.empty()) append(out, combine(Kind::kAny, std::move(alternatives)));
    }
  }

  /// Skips a run of ORs when an operand follows it.
  bool skip_or() {
    std::size_t behind = at_;
    while (behind < tokens_.size() && tokens_[behind].kind == TokenKind::kOr) ++behind;
    if (behind == at_ || behind == tokens_.size() || error_) return false;
    if (tokens_[behind].kind == TokenKind::kClose) return false;
    at_ = behind;
    return true;
  }

  /// Words in brackets are as good as words without, and alternatives in alternatives likewise.
  static void append(std::vector<QueryNode>& out, QueryNode node) {
    const bool words =
        node.kind == Kind::kAll &&
        std::all_of(node.children.begin(), node.children.end(),
                    [](const QueryNode& child) { return child.kind == Kind::kWord; });
    if (!words) return out.push_back(std::move(node));
    for (QueryNode& child : node.children) out.push_back(std::move(child));
  }

  static void append_alternative(std::vector<QueryNode>& out, QueryNode node) {
    if (node.kind != Kind::kAny) return out.push_back(std::move(node));
    for (QueryNode& child : node.children) out.push_back(std::move(child));
  }

  /// Reads one operand and appends it; appends nothing for empty brackets.
  void parse_operand(std::size_t depth, std::vector<QueryNode>& out) {
    const QueryToken& token = tokens_[at_];
    ++at_;
    switch (token.kind) {
      case TokenKind::kOpen:
        return parse_brackets(depth, token.span, out);
      case TokenKind::kMinus:
        return parse_negation(depth, token.span, out);
      case TokenKind::kOr:
        if (!token.text.empty()) append_leaf(make_word(token.text, token.span), out);
        return;
      default:
        return append_leaf(leaf(token), out);
    }
  }

  static QueryNode leaf(const QueryToken& token) {
    QueryNode node = make_word(token.text, token.span);
    if (token.kind == TokenKind::kPhrase) node.kind = Kind::kPhrase;
    if (token.kind == TokenKind::kFilter) {
      node.kind = Kind::kFilter;
      node.field = token.field;
    }
    return node;
  }

  void append_leaf(QueryNode node, std::vector<QueryNode>& out) {
    if (++terms_ > kQueryTermLimit) {
      error_ = limit_error(text_, node.span,
                           "言葉と条件が多すぎます（合わせて" + std::to_string(kQueryTermLimit) +
                               "個まで）。大事なものに絞ってください");
      return;
    }
    out.push_back(std::move(node));
  }

  void parse_brackets(std::size_t depth, TextSpan place, std::vector<QueryNode>& out) {
    if (depth >= kQueryDepthLimit) {
      error_ = limit_error(text_, place,
                           "かっこの入れ子が深すぎます（" + std::to_string(kQueryDepthLimit) +
                               "段まで）。かっこを減らしてください");
      return;
    }
    std::vector<QueryNode> inside;
    parse_sequence(depth + 1, inside);
    if (next_is(TokenKind::kClose)) ++at_;
    if (inside.empty()) return;
    append_alternative(out, combine(Kind::kAll, std::move(inside)));
  }

  void parse_negation(std::size_t depth, TextSpan place, std::vector<QueryNode>& out) {
    std::vector<QueryNode> operand;
    parse_operand(depth, operand);
    if (operand.empty()) return;
    QueryNode node = make_node(Kind::kNot, place);
    node.children.push_back(combine(Kind::kAny, std::move(operand)));
    node.span.end = node.children.front().span.end;
    out.push_back(std::move(node));
  }

  std::string_view text_;
  std::vector<QueryToken> tokens_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
  std::optional<Error> error_;
};

Result<void> check_text(std::string_view text) {
  if (text.size() > kNotesLimitBytes) {
    Error error;
    error.code = ErrorCode::kLimitExceeded;
    error.message = "検索の文章が長すぎます（" + std::to_string(text.size()) + "バイト。" +
                    std::to_string(kNotesLimitBytes) +
                    "バイト、およそ6,800文字まで）。要点に絞ってください";
    return error;
  }
  const std::size_t valid = utf8_valid_prefix(text);
  if (valid == text.size()) return {};
  Error error;
  error.code = ErrorCode::kInvalidEncoding;
  error.message = std::to_string(utf8_length(text.substr(0, valid)) + 1) +
                  "文字目: 検索の文章がUTF-8ではありません。文字コードをUTF-8にしてください";
  return error;
}

Error filter_error(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

std::string known_fields() {
  std::string names;
  for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
    const auto field = static_cast<FilterField>(i);
    if (i > 0) names += "、";
    names.append(filter_field_name(field))
        .append("（")
        .append(filter_field_label(field))
        .append("）");
  }
  return names;
}

}  // namespace

Result<ParsedQuery> parse_query(std::string_view text) {
  if (const auto checked = check_text(text); !checked) return checked.error();
  ParsedQuery query;
  query.text = text;
  if (text.size() > kSyntaxLimitBytes) {
    query.notes = true;
    const TextSpan whole{0, static_cast<std::uint32_t>(text.size())};
    query.root = make_node(Kind::kAll, whole);
    query.root.children.push_back(make_word(std::string(text), whole));
    return query;
  }
  auto root = Parser(text, scan_query(text)).parse();
  if (!root) return std::move(root).error();
  query.root = std::move(root).value();
  return query;
}

Result<QueryNode> parse_filter(std::string_view text) {
  if (const auto checked = check_text(text); !checked) return checked.error();
  std::size_t at = 0;
  std::size_t separator = text.size();
  while (at < text.size() && separator == text.size()) {
    const std::size_t start = at;
    const char32_t character = utf8_next(text, at);
    if (is_query_colon(character) || character == U'=' || character == 0xFF1D) separator = start;
  }
  const std::string_view name = text.substr(0, separator);
  const auto field = find_filter_field(name);
  const std::string facet = fold_name(name);
  if (separator == text.size() || (!field && !may_name_facet(facet))) {
    return filter_error("絞り込みの項目「" + std::string(name) +
                        "」はありません。「項目=値」の形で、項目は " + known_fields() +
                        " か、取り込みの設定で決めた名前にしてください");
  }
  QueryNode node = make_node(Kind::kFilter, {});
  node.field = field.value_or(FilterField::kOther);
  if (!field) node.facet = facet;
  node.text = trim_query_space(text.substr(at));
  if (node.text.empty()) {
    return filter_error("絞り込み「" + std::string(trim_query_space(name)) +
                        "」の値がありません。「項目=値」の形にしてください");
  }
  return node;
}

void add_filter(ParsedQuery& query, QueryNode filter) {
  query.root.children.push_back(std::move(filter));
}

}  // namespace kizuki
