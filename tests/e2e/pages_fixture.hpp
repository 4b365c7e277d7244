// The pages in a real browser, over the sample cases and two organisations.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/rights_fixture.hpp"
#include "tests/support/chromium.hpp"

namespace kizuki::test {

/// The cases and accounts of RightsTest, the 60 sample cases, three internal cases of one know-how,
/// and the curator mori, who reads all organisations. A server with a folder of sources.
class PagesTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    std::filesystem::create_directory(folder_ / "sources");
    const std::vector<std::string> texts = {
        "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。",
        "支援員は助言を控え、創業以来の苦労話に二時間耳を傾けた。",
        "担当者は話を遮らず、社長が語り尽くすまで相づちだけで聴き続けた。"};
    std::ifstream samples(source_path("data/cases/cases.jsonl"), std::ios::binary);
    std::string lines{std::istreambuf_iterator<char>(samples), {}};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      lines += record("k-" + std::to_string(i), "\"organization\":\"甲会\",", texts[i]);
    }
    index(lines);
    add_user("mori", {"--role", "curator", "--reads-all"});
    server_ = std::make_unique<ServerProgram>(
        index_, std::string(kPublic) + ",\"sources\":\"" + (folder_ / "sources").string() + "\"");
    ASSERT_NE(server_->port(), 0) << server_->log();
  }

  std::string address(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
  }
  void open(Chromium& browser, const std::string& path) const { browser.open(address(path)); }

  /// Opens a page of know-how once it has been counted with all that was decided.
  void open_counted(Chromium& browser, const std::string& path) const {
    EXPECT_TRUE(browser.wait_until([&] {
      open(browser, path);
      const std::string text = browser.text();
      return text.find("集計しています") == std::string::npos &&
             text.find("集計しなおしています") == std::string::npos;
    })) << browser.text();
  }

  void sign_in(Chromium& browser, const std::string& name) const {
    open(browser, "/signin");
    browser.type("#name", name);
    browser.type("#password", "correct horse battery");
    browser.click("main button");
    EXPECT_TRUE(browser.wait_until([&] { return browser.text_of(".bar__user") == name; }));
  }

  /// Bytes of the one file that was downloaded with this ending, once it is whole: Chromium keeps
  /// the name with an empty file and writes into another, ".crdownload", until then.
  static std::string downloaded(Chromium& browser, const std::string& ending) {
    std::filesystem::path file;
    browser.wait_until([&] {
      for (const auto& entry : std::filesystem::directory_iterator(browser.downloads())) {
        if (entry.path().extension() == ending) file = entry.path();
      }
      std::error_code gone;
      return !file.empty() && std::filesystem::file_size(file, gone) > 0 && !gone;
    });
    if (file.empty()) ADD_FAILURE() << "no file " << ending << " was downloaded";
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::unique_ptr<ServerProgram> server_;
};

}  // namespace kizuki::test
