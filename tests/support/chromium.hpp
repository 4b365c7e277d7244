// Chromium without a window, driven as a person would: by what stands on the page.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {

struct ChromiumSettings {
  int width = 1280;  // of the view, in CSS pixels
  int height = 900;
  bool scripts = true;  // whether scripts of pages run; run() works without them, too
};

/// One browser with a profile of its own, behind Debian's chromedriver (W3C WebDriver over HTTP on
/// loopback). It resolves no name, so that nothing leaves the machine. A click may lead to
/// another page a moment later: wait for what it shows. What fails throws std::runtime_error with
/// the cause and what the page shows, which a test reports as its failure. One thread.
class Chromium {
 public:
  explicit Chromium(const ChromiumSettings& settings = {});
  ~Chromium();
  Chromium(const Chromium&) = delete;
  Chromium& operator=(const Chromium&) = delete;

  void open(const std::string& url);
  void resize(int width, int height);
  std::string url();
  std::string title();
  /// What a reader sees of the whole page.
  std::string text();
  /// What a reader sees of the first element that fits, "" when there is none.
  std::string text_of(const std::string& css);
  bool has(const std::string& css);
  std::size_t count(const std::string& css);

  /// Clicks the first element that fits, as soon as there is one.
  void click(const std::string& css);
  /// Clicks the first button or link in sight whose text, or name for screen readers, begins so.
  void press(const std::string& label);
  /// Types into a field in place of what it holds.
  void type(const std::string& css, const std::string& text);
  /// Chooses a file in a field for files.
  void choose_file(const std::string& css, const std::filesystem::path& file);
  /// The keys as they are, into the element that has the focus.
  void keys(const std::string& text);
  /// Chooses the option of a <select> that has this value.
  void choose(const std::string& css, const std::string& value);

  /// Until `holds`, at most half a minute; false when it never does.
  bool wait_until(const std::function<bool()>& holds);
  /// Until the text stands on the page, or in the first element that fits.
  bool shows(const std::string& wanted);
  bool shows(const std::string& css, const std::string& wanted);

  /// The body of a function, run in the page; a promise is waited for.
  Json run(const std::string& script, JsonArray arguments = {});
  /// The whole page, down to its end, as PNG.
  void take_screenshot(const std::filesystem::path& file);
  /// Files that were downloaded lie here.
  std::filesystem::path downloads() const { return folder_ / "downloads"; }

 private:
  Json command(const std::string& method, const std::string& path, const Json& body = JsonObject());
  std::string element(const std::string& css, const std::string& label);
  void click_on(const std::string& css, const std::string& label);
  void start_session(const ChromiumSettings& settings);
  void devtools(const std::string& name, Json parameters);

  TempFolder folder_;
  std::unique_ptr<BackgroundProcess> driver_;
  std::uint16_t port_ = 0;
  std::string session_;
};

}  // namespace kizuki::test
