#include "engine/tagging/case_text.hpp"

#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

void append_characters(std::string_view text, std::u32string& out) {
  for (std::size_t at = 0; at < text.size();) out.push_back(utf8_next(text, at));
}

}  // namespace

Result<void> CaseTextReader::add_field(std::string_view text, CaseFieldKind kind,
                                       std::size_t section, CaseText& out) {
  CaseField field{kind, section, cuts_.size(), cuts_.size()};
  if (!text.empty()) {
    if (auto done = normalize(text, normalized_); !done) return done;
    splitter_.split(normalized_.text, sentences_);
    for (const TextSpan sentence : sentences_) {
      const std::size_t begin = out.characters_.size();
      append_characters(sentence.of(normalized_.text), out.characters_);
      cuts_.push_back({normalized_.offsets.original(sentence), begin, out.characters_.size()});
    }
    field.end_passage = cuts_.size();
  }
  out.fields.push_back(field);
  return {};
}

// The views are made last: the characters move while they are collected.
void CaseTextReader::close(CaseText& out) {
  const std::u32string_view characters = out.characters_;
  for (const Cut& cut : cuts_) {
    out.passages.push_back({cut.span, characters.substr(cut.begin, cut.end - cut.begin)});
  }
}

Result<void> CaseTextReader::read(const CaseRecord& record, CaseText& out) {
  out.fields.clear();
  out.passages.clear();
  out.characters_.clear();
  cuts_.clear();
  out.sections = record.sections.size();
  if (auto done = add_field(record.title, CaseFieldKind::kTitle, 0, out); !done) return done;
  if (auto done = add_field(record.company.business, CaseFieldKind::kBusiness, 0, out); !done) {
    return done;
  }
  for (std::size_t i = 0; i < record.sections.size(); ++i) {
    const Section& section = record.sections[i];
    if (auto done = add_field(section.heading, CaseFieldKind::kHeading, i, out); !done) return done;
    if (auto done = add_field(section.text, CaseFieldKind::kBody, i, out); !done) return done;
  }
  if (auto done = add_field(record.outcome, CaseFieldKind::kOutcome, 0, out); !done) return done;
  close(out);
  return {};
}

Result<void> CaseTextReader::read(std::string_view text, CaseText& out) {
  CaseRecord record;
  record.sections.emplace_back();
  record.sections.back().text = std::string(text);
  return read(record, out);
}

std::string_view field_text(const CaseRecord& record, const CaseField& field) {
  switch (field.kind) {
    case CaseFieldKind::kTitle:
      return record.title;
    case CaseFieldKind::kBusiness:
      return record.company.business;
    case CaseFieldKind::kHeading:
      return record.sections[field.section].heading;
    case CaseFieldKind::kBody:
      return record.sections[field.section].text;
    case CaseFieldKind::kOutcome:
      return record.outcome;
  }
  return {};
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t character : text) utf8_append(out, character);
  return out;
}

Result<std::u32string> normalized_characters(std::string_view text) {
  auto normalized = normalized_form(text);
  if (!normalized) return std::move(normalized).error();
  std::u32string out;
  append_characters(*normalized, out);
  return out;
}

}  // namespace kizuki
