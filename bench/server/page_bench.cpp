// What a person waits for and what a page weighs: Chromium against a running `kizuki serve`.
//
// Times are the browser's own, from the moment it begins to ask for the page of hits until it has
// painted them (largest contentful paint, which on that page is a hit); client, browser and server
// share the machine. Weights are of the page and of all that it fetches, as the browser holds them,
// and as a proxy would send them (gzip of each).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/machine.hpp"
#include "engine/base/json.hpp"
#include "tests/support/chromium.hpp"

namespace kizuki {
namespace {

struct Options {
  std::string url = "http://127.0.0.1:8765";
  std::string account;
  std::string password_variable = "KIZUKI_PASSWORD";
  std::vector<std::string> words{"後継者 反発", "値上げ",        "人が辞める",
                                 "社長 話",     "資金繰り 改善", "売上が落ちて先が見えない"};
  std::vector<std::string> pages{"/",
                                 "/similar",
                                 "/knowhow",
                                 "/analysis",
                                 "/knowhow/candidates",
                                 "/knowhow/catalogue",
                                 "/mylist",
                                 "/register",
                                 "/register/new",
                                 "/operate",
                                 "/operate/users",
                                 "/operate/audit"};
  int repeat = 5;
  std::string revision;
  std::string corpus;
};

/// Of the page on show: bytes and gzipped bytes of its markup and of all that it has fetched.
constexpr const char* kWeigh = R"(
  const sizes = async (text) => {
    const bytes = new Blob([text]);
    const packed = await new Response(bytes.stream().pipeThrough(new CompressionStream("gzip"))).blob();
    return [bytes.size, packed.size];
  };
  return (async () => {
    const page = await sizes("<!DOCTYPE html>" + document.documentElement.outerHTML);
    let [all, packed] = page;
    for (const one of performance.getEntriesByType("resource")) {
      const [more, morePacked] = await sizes(await (await fetch(one.name)).text());
      all += more;
      packed += morePacked;
    }
    return { page: page[1], all, packed };
  })();)";

/// When the page on show was painted, in milliseconds since it was asked for.
constexpr const char* kPainted = R"(
  return new Promise((done) => {
    new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1);
      done({ answered: performance.getEntriesByType("navigation")[0].responseStart,
             hits: last.startTime,
             hit: last.element?.closest(".hit") !== null && last.element !== undefined });
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });)";

double number(const Json& json, const char* name) {
  const Json* member = json.find(name);
  return member == nullptr ? 0 : member->as_double();
}

class PageBench {
 public:
  explicit PageBench(const Options& options) : options_(options) {}

  void run() {
    sign_in();
    measure_search();
    std::printf(
        "\n| page | gzip KB, all | page alone | unpacked KB, all |\n|---|---:|---:|---:|\n");
    search(options_.words.front());
    print_weight("hits of 「" + options_.words.front() + "」");
    browser_.click(".hit h3 a");
    browser_.wait_until([this] { return browser_.url().find("/cases/") != std::string::npos; });
    print_weight("a case");
    for (const std::string& page : options_.pages) weigh_page(page);
  }

 private:
  void open(const std::string& path) { browser_.open(options_.url + path); }

  void sign_in() {
    if (options_.account.empty()) return;
    const char* password =
        std::getenv(options_.password_variable.c_str());  // NOLINT(concurrency-mt-unsafe)
    if (password == nullptr) throw std::runtime_error("no " + options_.password_variable);
    open("/signin");
    browser_.type("#name", options_.account);
    browser_.type("#password", password);
    browser_.click("main button");
    if (!browser_.shows(".bar__user", options_.account)) throw std::runtime_error("not signed in");
  }

  void search(const std::string& words) {
    open("/");
    browser_.type("#q", words);
    browser_.press("さがす");
    if (!browser_.wait_until([this] { return browser_.has(".hit h3"); }))
      throw std::runtime_error("no hits of " + words);
  }

  void measure_search() {
    std::vector<double> answered;
    std::vector<double> hits;
    std::size_t are_hits = 0;
    for (int round = 0; round < options_.repeat; ++round) {
      for (const std::string& words : options_.words) {
        search(words);
        const Json painted = browser_.run(kPainted);
        answered.push_back(number(painted, "answered"));
        hits.push_back(number(painted, "hits"));
        const Json* hit = painted.find("hit");
        are_hits += hit != nullptr && hit->is_bool() && hit->as_bool() ? 1U : 0U;
      }
    }
    std::printf("%zu searches; the largest paint was of a hit in %zu.\n\n", hits.size(), are_hits);
    std::printf("| since the page was asked for | p50 ms | p95 | most |\n|---|---:|---:|---:|\n");
    print_times("first byte of the answer", answered);
    print_times("largest paint: hits visible", hits);
  }

  static void print_times(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
      return times[static_cast<std::size_t>(
          std::lround(share * static_cast<double>(times.size() - 1)))];
    };
    std::printf("| %s | %.0f | %.0f | %.0f |\n", what, at(0.5), at(0.95), times.back());
  }

  void weigh_page(const std::string& path) {
    // Know-how is counted aside: what there is then is weighed, not the note that says so.
    browser_.wait_until([&] {
      open(path);
      return browser_.text().find("集計しています") == std::string::npos;
    });
    if (browser_.text_of("h1").find("表示できません") != std::string::npos) return;
    print_weight("`" + path + "`");
    if (path != "/knowhow" || !browser_.has(".cat th a")) return;
    browser_.click(".cat th a");
    browser_.wait_until([this] { return browser_.url().find("/knowhow/") != std::string::npos; });
    print_weight("one of them");
  }

  void print_weight(const std::string& name) {
    constexpr double kKilobyte = 1024;
    const Json weight = browser_.run(kWeigh);
    std::printf("| %s | %.1f | %.1f | %.0f |\n", name.c_str(), number(weight, "packed") / kKilobyte,
                number(weight, "page") / kKilobyte, number(weight, "all") / kKilobyte);
    std::fflush(stdout);
  }

  const Options& options_;
  test::Chromium browser_;
};

int run_bench(int argc, char** argv) {
  Options options;
  CLI::App app("what a person waits for and what a page weighs, in Chromium");
  app.add_option("--url", options.url, "of a running server");
  app.add_option("--account", options.account, "signs in; else as nobody");
  app.add_option("--password-variable", options.password_variable,
                 "environment variable with its password");
  app.add_option("--words", options.words, "searches");
  app.add_option("--pages", options.pages, "pages to weigh besides hits and a case");
  app.add_option("--repeat", options.repeat, "rounds of all searches")->check(CLI::Range(1, 1000));
  app.add_option("--revision", options.revision);
  app.add_option("--corpus", options.corpus, "what the server serves, for the report");
  CLI11_PARSE(app, argc, argv);
  std::printf("%s\n", describe_run(this_machine(), options.revision, options.corpus,
                                   command_line(argc, argv))
                          .c_str());
  try {
    PageBench(options).run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "エラー: %s\n", failure.what());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_bench(argc, argv); }
