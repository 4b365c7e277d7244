#include "indexer/source/document/word_document.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/source/office/part_reader.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kMostXmlBytes = std::uint64_t{256} << 20U;
constexpr std::uint64_t kMostStyleBytes = std::uint64_t{16} << 20U;
constexpr const char* kStylesPart = "word/styles.xml";
constexpr const char* kFootnotesPart = "word/footnotes.xml";
// Outline levels count from 0; 9 is body text.
constexpr std::string_view kBodyLevel = "9";

enum class Role : std::uint8_t { kText, kHeading, kTitle };

/// What the styles of a document are, by their ids.
class StylesHandler final : public XmlHandler {
 public:
  void begin(std::string_view name, const XmlAttributes& attributes) override {
    const std::string value(attributes.find("val").value_or(""));
    if (name == "style") {
      style_ = &styles_[std::string(attributes.find("styleId").value_or(""))];
    } else if (style_ == nullptr) {
      return;
    } else if (name == "name") {
      // Names of built-in styles are the same in every language; "heading 1", "Title".
      if (value.rfind("heading ", 0) == 0) style_->role = Role::kHeading;
      if (value == "Title") style_->role = Role::kTitle;
    } else if (name == "outlineLvl") {
      if (value != kBodyLevel && !style_->role) style_->role = Role::kHeading;
    } else if (name == "basedOn") {
      style_->based_on = value;
    }
  }
  void end(std::string_view name) override {
    if (name == "style") style_ = nullptr;
  }
  void text(std::string_view) override {}

  Role role_of(std::string id) const {
    constexpr int kMostSteps = 10;
    for (int step = 0; step < kMostSteps; ++step) {
      const auto found = styles_.find(id);
      if (found == styles_.end()) break;
      if (found->second.role) return *found->second.role;
      id = found->second.based_on;
    }
    return Role::kText;
  }

 private:
  struct Style {
    std::optional<Role> role;
    std::string based_on;
  };
  std::map<std::string, Style, std::less<>> styles_;
  Style* style_ = nullptr;
};

/// Hands paragraphs and rows to the document as they end. Paragraphs lie in cells, cells in rows,
/// and text boxes with paragraphs in paragraphs, so the open ones are stacks.
class TextHandler final : public XmlHandler {
 public:
  TextHandler(const StylesHandler& styles, std::size_t text_bytes, CaseDocument& document)
      : styles_(styles), text_bytes_(text_bytes), document_(document) {}

  bool is_too_long() const { return bytes_ > text_bytes_; }

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (passed_over_ > 0 || is_passed_over(name)) {
      ++passed_over_;
    } else if (name == "p") {
      paragraphs_.emplace_back();
    } else if (name == "tr") {
      rows_.emplace_back();
    } else if (name == "tc" && !rows_.empty()) {
      rows_.back().emplace_back();
    } else if (!paragraphs_.empty()) {
      begin_in_paragraph(name, attributes);
    }
  }

  void end(std::string_view name) override {
    if (passed_over_ > 0) {
      --passed_over_;
    } else if (name == "t") {
      in_text_ = false;
    } else if (name == "p" && !paragraphs_.empty()) {
      Paragraph paragraph = std::move(paragraphs_.back());
      paragraphs_.pop_back();
      end_paragraph(paragraph);
    } else if (name == "tr" && !rows_.empty()) {
      const std::vector<std::string> row = std::move(rows_.back());
      rows_.pop_back();
      end_row(row);
    }
  }

  void text(std::string_view piece) override {
    if (in_text_ && passed_over_ == 0 && !paragraphs_.empty()) add(piece);
  }

 private:
  struct Paragraph {
    std::string text;
    Role role = Role::kText;
  };

  /// Deleted or moved away, readings, and a second form of what stands before it.
  static bool is_passed_over(std::string_view name) {
    return name == "del" || name == "moveFrom" || name == "rt" || name == "Fallback";
  }

  void begin_in_paragraph(std::string_view name, const XmlAttributes& attributes) {
    Paragraph& paragraph = paragraphs_.back();
    const std::string_view value = attributes.find("val").value_or("");
    if (name == "t") {
      in_text_ = true;
    } else if (name == "tab") {
      add(" ");
    } else if (name == "br" || name == "cr") {
      add("\n");
    } else if (name == "pStyle") {
      paragraph.role = styles_.role_of(std::string(value));
    } else if (name == "outlineLvl" && value != kBodyLevel && paragraph.role == Role::kText) {
      paragraph.role = Role::kHeading;
    }
  }

  void add(std::string_view piece) {
    bytes_ += piece.size();
    if (!is_too_long()) paragraphs_.back().text += piece;
  }

  void end_paragraph(const Paragraph& paragraph) {
    if (!rows_.empty() && !rows_.back().empty()) {
      std::string& cell = rows_.back().back();
      if (!cell.empty() && !paragraph.text.empty()) cell += "\n";
      cell += paragraph.text;
    } else if (paragraph.role == Role::kTitle) {
      document_.title(paragraph.text);
    } else if (paragraph.role == Role::kHeading) {
      document_.heading(paragraph.text);
    } else {
      document_.paragraph(paragraph.text);
    }
  }

  /// Rows of a table inside a cell are lines of it.
  void end_row(const std::vector<std::string>& row) {
    if (rows_.empty() || rows_.back().empty()) return document_.row(row);
    std::string& cell = rows_.back().back();
    if (!cell.empty()) cell += "\n";
    for (const std::string& part : row) cell += part + "\u3000";
  }

  const StylesHandler& styles_;
  std::size_t text_bytes_;
  CaseDocument& document_;
  std::size_t bytes_ = 0;
  std::size_t passed_over_ = 0;  // open elements of what is passed over
  bool in_text_ = false;
  std::vector<Paragraph> paragraphs_;
  std::vector<std::vector<std::string>> rows_;  // cells so far
};

/// Errors: those of read_word_document.
Result<void> read_text(const ZipArchive& archive, const char* part, TextHandler& handler) {
  return read_xml_part(archive, part, kMostXmlBytes, handler, [&]() -> Result<void> {
    if (!handler.is_too_long()) return {};
    return Error{ErrorCode::kLimitExceeded,
                 "文章が長すぎます（記録の上限を超えます。ファイルを分けてください）",
                 "",
                 0,
                 "",
                 ""};
  });
}

}  // namespace

Result<CaseDocument> read_word_document(const ZipArchive& archive, std::size_t text_bytes) {
  StylesHandler styles;
  if (archive.has(kStylesPart)) {
    auto read = read_xml_part(archive, kStylesPart, kMostStyleBytes, styles);
    if (!read) return std::move(read).error();
  }
  CaseDocument document;
  TextHandler handler(styles, text_bytes, document);
  if (auto read = read_text(archive, kWordTextPart, handler); !read) return std::move(read).error();
  if (archive.has(kFootnotesPart)) {
    CaseDocument notes;
    TextHandler notes_handler(styles, text_bytes, notes);
    if (auto read = read_text(archive, kFootnotesPart, notes_handler); !read) {
      return std::move(read).error();
    }
    document.add_notes("脚注", notes);
  }
  return document;
}

}  // namespace kizuki
