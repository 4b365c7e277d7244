#include "indexer/source/office/xml_parser.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

class Recorder final : public XmlHandler {
 public:
  std::string said;

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    said += "<" + std::string(name);
    if (const auto id = attributes.find("id")) said += " " + std::string(*id);
    said += ">";
  }
  void end(std::string_view name) override { said += "</" + std::string(name) + ">"; }
  void text(std::string_view piece) override { said += piece; }
};

Result<void> parse_xml(std::string_view document, XmlHandler& handler) {
  XmlParser parser(handler);
  auto parsed = parser.feed(document);
  return parsed ? parser.finish() : parsed;
}

TEST(XmlParser, TellsElementsAndTextsWithoutPrefixes) {
  const std::string document =
      R"(<?xml version="1.0"?><x:a xmlns:x="u" sheetId="1" x:id="7"><b>経営&amp;&lt;&#12354;</b><c/></x:a>)";
  for (const std::size_t size : {1UL, 3UL, document.size()}) {
    Recorder recorder;
    XmlParser parser(recorder);
    for (std::size_t at = 0; at < document.size(); at += size) {
      ASSERT_TRUE(succeeded(parser.feed(std::string_view(document).substr(at, size))));
    }
    ASSERT_TRUE(succeeded(parser.finish()));
    EXPECT_EQ(recorder.said, "<a 7><b>経営&<あ</b><c></c></a>");
  }
}

TEST(XmlParser, RefusesWhatIsNotWellFormed) {
  for (const char* document :
       {"", "<a>", "<a></b>", "<a/><b/>", "text", "<a>\xFF</a>", "<a>&x;</a>"}) {
    Recorder recorder;
    EXPECT_EQ(failure_name(parse_xml(document, recorder)), "invalid_argument") << document;
  }
}

TEST(XmlParser, RefusesEntitiesOfADocumentType) {
  Recorder recorder;
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
  EXPECT_EQ(failure_name(parse_xml(bomb, recorder)), "invalid_argument");
  EXPECT_EQ(recorder.said, "");
}

TEST(XmlParser, RefusesDeepNesting) {
  const auto nested = [](int depth) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += "<a>";
    for (int i = 0; i < depth; ++i) out += "</a>";
    return out;
  };
  Recorder recorder;
  EXPECT_TRUE(succeeded(parse_xml(nested(256), recorder)));
  EXPECT_EQ(failure_name(parse_xml(nested(257), recorder)), "invalid_argument");
  EXPECT_EQ(failure_name(parse_xml(nested(100'000), recorder)), "invalid_argument");
}

TEST(XmlParser, StaysFailed) {
  Recorder recorder;
  XmlParser parser(recorder);
  EXPECT_EQ(failure_name(parser.feed("</a>")), "invalid_argument");
  EXPECT_EQ(failure_name(parser.feed("<a/>")), "invalid_argument");
  EXPECT_EQ(failure_name(parser.finish()), "invalid_argument");
}

}  // namespace
}  // namespace kizuki
