#include "tests/support/chromium.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/support/http_client.hpp"

namespace kizuki::test {
namespace {

constexpr const char* kDriver = "/usr/bin/chromedriver";
constexpr const char* kProgram = "/usr/bin/chromium";
constexpr const char* kElementKey = "element-6066-11e4-a52e-4f735466cecf";  // by the standard
constexpr auto kPatience = std::chrono::seconds(30);
constexpr auto kStep = std::chrono::milliseconds(25);
constexpr std::size_t kAnswerBytes = std::size_t{64} << 20;  // a screenshot of a long page

// The first element in sight that fits a selector (and, with a label, whose name for screen readers
// or text begins with it); null while the page loads, because what stands on it may still move.
constexpr const char* kFind = R"(
  if (document.readyState !== "complete") return null;
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const name = (one) => words(one.getAttribute("aria-label") ?? one.textContent);
  const inSight = (one) => one.tagName === "OPTION" || one.checkVisibility({ visibilityProperty: true });
  const [css, label] = arguments;
  return [...document.querySelectorAll(css)]
    .find((one) => inSight(one) && name(one).startsWith(label)) ?? null;)";
constexpr const char* kPressable = "button, a, summary";

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU));
  }
  return out;
}

/// Arguments of Chromium: no window, nothing asked of other machines.
JsonArray chromium_arguments(const std::string& profile, const ChromiumSettings& settings) {
  JsonArray arguments;
  for (const char* argument :
       {"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=ja",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"}) {
    arguments.emplace_back(argument);
  }
  arguments.emplace_back("--user-data-dir=" + profile);
  arguments.emplace_back("--window-size=" + std::to_string(settings.width) + "," +
                         std::to_string(settings.height));
  return arguments;
}

Json capabilities(const std::filesystem::path& folder, const ChromiumSettings& settings) {
  JsonObject preferences{{"download.default_directory", (folder / "downloads").string()},
                         {"download.prompt_for_download", false}};
  if (!settings.scripts) {
    constexpr int kBlock = 2;  // a content setting
    preferences.emplace_back("profile.managed_default_content_settings.javascript", kBlock);
  }
  const JsonObject options{{"binary", kProgram},
                           {"args", chromium_arguments((folder / "profile").string(), settings)},
                           {"prefs", std::move(preferences)}};
  const JsonObject always{{"browserName", "chrome"}, {"goog:chromeOptions", options}};
  return JsonObject{{"capabilities", JsonObject{{"alwaysMatch", always}}}};
}

}  // namespace

Chromium::Chromium(const ChromiumSettings& settings) {
  std::filesystem::create_directory(downloads());
  const std::string log = folder_ / "driver.log";
  // It says on standard output which port it has found.
  driver_ = std::make_unique<BackgroundProcess>(
      std::vector<std::string>{"/bin/sh", "-c", "exec \"$0\" --port=0 >\"$1\" 2>&1", kDriver, log});
  const std::string sign = "started successfully on port ";
  wait_until([&] {
    const std::string said = read_file(log);
    const std::size_t at = said.find(sign);
    if (at == std::string::npos) return false;
    port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + sign.size(), 5)));
    return true;
  });
  if (port_ == 0) {
    throw std::runtime_error("chromedriver does not start (scripts/setup installs it): " +
                             read_file(log));
  }
  start_session(settings);
}

Chromium::~Chromium() {
  try {
    if (!session_.empty()) command("DELETE", "");
  } catch (const std::exception&) {
    // The driver has gone, and the browser with it.
  }
  driver_->terminate();
  driver_->wait();
}

void Chromium::start_session(const ChromiumSettings& settings) {
  const Json made = command("POST", "/session", capabilities(folder_.path(), settings));
  session_ = made.string_or("sessionId", "");
  resize(settings.width, settings.height);
}

Json Chromium::command(const std::string& method, const std::string& path, const Json& body) {
  const std::string target = session_.empty() ? path : "/session/" + session_ + path;
  HttpClient client(port_, 2 * kPatience);
  HttpAnswer answer;
  if (method == "POST") {
    answer = client.post(target, "application/json", body.dump());
  } else {
    client.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    answer = client.receive();
  }
  auto json = parse_json(answer.body, {kAnswerBytes, 64, 1'000'000});
  if (!json) throw std::runtime_error(target + ": " + json.error().describe());
  Json* value = json->find("value");
  if (value == nullptr) throw std::runtime_error(target + ": no value");
  if (answer.status != 200) {
    throw std::runtime_error(target + ": " + std::string(value->string_or("message", "")));
  }
  return std::move(*value);
}

std::string Chromium::element(const std::string& css, const std::string& label) {
  std::string id;
  wait_until([&] {
    id = run(kFind, {css, label}).string_or(kElementKey, "");
    return !id.empty();
  });
  if (id.empty()) {
    throw std::runtime_error("not in sight: " + css + " " + label + "\n" + url() + "\n" + text());
  }
  return id;
}

void Chromium::devtools(const std::string& name, Json parameters) {
  command("POST", "/goog/cdp/execute",
          JsonObject{{"cmd", name}, {"params", std::move(parameters)}});
}

void Chromium::open(const std::string& url) { command("POST", "/url", JsonObject{{"url", url}}); }

void Chromium::resize(int width, int height) {
  devtools("Emulation.setDeviceMetricsOverride",
           JsonObject{
               {"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
}

std::string Chromium::url() { return command("GET", "/url").as_string(); }

std::string Chromium::title() { return command("GET", "/title").as_string(); }

std::string Chromium::text() { return run("return document.body.innerText").as_string(); }

std::string Chromium::text_of(const std::string& css) {
  return run("const one = document.querySelector(arguments[0]); return one ? one.innerText : ''",
             {css})
      .as_string();
}

bool Chromium::has(const std::string& css) { return count(css) > 0; }

std::size_t Chromium::count(const std::string& css) {
  return static_cast<std::size_t>(
      run("return document.querySelectorAll(arguments[0]).length", {css}).as_int());
}

void Chromium::click_on(const std::string& css, const std::string& label) {
  for (;;) {
    const std::string id = element(css, label);
    try {
      command("POST", "/element/" + id + "/click");
      return;
    } catch (const std::runtime_error& failure) {
      // The page has put another in its place since it was found.
      if (std::string_view(failure.what()).find("stale element") == std::string_view::npos) throw;
    }
  }
}

void Chromium::click(const std::string& css) { click_on(css, ""); }

void Chromium::press(const std::string& label) { click_on(kPressable, label); }

void Chromium::type(const std::string& css, const std::string& text) {
  const std::string id = element(css, "");
  command("POST", "/element/" + id + "/clear");
  command("POST", "/element/" + id + "/value", JsonObject{{"text", text}});
}

void Chromium::choose_file(const std::string& css, const std::filesystem::path& file) {
  command("POST", "/element/" + element(css, "") + "/value", JsonObject{{"text", file.string()}});
}

void Chromium::keys(const std::string& text) {
  const Json focused = command("GET", "/element/active");
  command("POST", "/element/" + std::string(focused.string_or(kElementKey, "")) + "/value",
          JsonObject{{"text", text}});
}

void Chromium::choose(const std::string& css, const std::string& value) {
  click(css + " option[value=\"" + value + "\"]");
}

bool Chromium::wait_until(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kStep);
  }
  return true;
}

bool Chromium::shows(const std::string& wanted) { return shows("body", wanted); }

bool Chromium::shows(const std::string& css, const std::string& wanted) {
  return wait_until([&] { return text_of(css).find(wanted) != std::string::npos; });
}

Json Chromium::run(const std::string& script, JsonArray arguments) {
  return command("POST", "/execute/sync",
                 JsonObject{{"script", script}, {"args", std::move(arguments)}});
}

void Chromium::take_screenshot(const std::filesystem::path& file) {
  const Json shot = command(
      "POST", "/goog/cdp/execute",
      JsonObject{{"cmd", "Page.captureScreenshot"},
                 {"params", JsonObject{{"format", "png"}, {"captureBeyondViewport", true}}}});
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << decode_base64(shot.string_or("data", ""));
}

}  // namespace kizuki::test
