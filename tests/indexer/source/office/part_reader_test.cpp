#include "indexer/source/office/part_reader.hpp"

#include <cstddef>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

class Counter final : public XmlHandler {
 public:
  std::size_t elements = 0;
  void begin(std::string_view, const XmlAttributes&) override { ++elements; }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

TEST(PartReader, TellsAllOfAPart) {
  std::string document = "<a>";
  for (int i = 0; i < 100'000; ++i) document += "<b/>";
  document += "</a>";
  const auto archive = ZipArchive::open(make_zip({{"part.xml", document}, {"cut.xml", "<a>"}}));
  Counter counter;
  EXPECT_TRUE(succeeded(read_xml_part(*archive, "part.xml", document.size(), counter)));
  EXPECT_EQ(counter.elements, 100'001U);
  EXPECT_EQ(failure_name(read_xml_part(*archive, "part.xml", document.size() - 1, counter)),
            "limit_exceeded");
  EXPECT_EQ(failure_name(read_xml_part(*archive, "cut.xml", 100, counter)), "invalid_argument");
  EXPECT_EQ(failure_name(read_xml_part(*archive, "none.xml", 100, counter)), "invalid_argument");
}

TEST(PartReader, EndsWhenTheCheckSaysSo) {
  std::string document = "<a>";
  for (int i = 0; i < 100'000; ++i) document += "<b/>";
  const auto archive = ZipArchive::open(make_zip({{"part.xml", document + "</a>"}}));
  Counter counter;
  const auto read = read_xml_part(*archive, "part.xml", 1'000'000, counter, [&]() -> Result<void> {
    if (counter.elements < 20'000) return {};
    return Error{ErrorCode::kTimeout, "", "", 0, "", ""};
  });
  EXPECT_EQ(failure_name(read), "timeout");
  EXPECT_LT(counter.elements, 60'000U);
}

}  // namespace
}  // namespace kizuki
