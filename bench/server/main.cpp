// What the server bears on loopback: searches a second, times of answers in an open loop, with the
// audit log and beside slow clients, memory of idle connections, start, switches of the index.
//
// Client and server share the machine's cores. Each figure stands beside the CPU that the server
// took for one answer: on a machine that others use that is the steady one.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/eval/query_set.hpp"
#include "bench/latency.hpp"
#include "bench/machine.hpp"
#include "bench/resource_usage.hpp"
#include "bench/server/http_load.hpp"
#include "bench/server/served_index.hpp"
#include "bench/server/slow_clients.hpp"
#include "bench/server/zipf_draws.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

struct Options {
  std::string program;
  std::string index;
  std::string queries;
  std::string kind;        // of the queries; empty: all
  std::string token_file;  // token of an account whose searches are measured with the audit log
  std::string audited_index;
  std::string switched_index;  // gets new cases; empty: nothing is switched
  std::string config;          // of the server
  std::string revision;
  double zipf = 0;  // exponent; 0: the queries in turn
  double seconds = 10;
  std::size_t connections = 8;
  double rate = 0;  // of the open loop; 0: 70 % of the closed loop
  std::size_t idle = 2000;
  std::size_t drips = 500;
  std::size_t switches = 50;
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

/// A load and what the server took for it.
struct Measured {
  HttpLoadResult load;
  double server_cpu_seconds = 0;

  double cpu_ms_each() const {
    const auto answers = static_cast<double>(std::max<std::size_t>(load.answer_ms.size(), 1));
    return server_cpu_seconds * 1e3 / answers;
  }
};

class ServerBench {
 public:
  explicit ServerBench(Options options) : options_(std::move(options)) {}

  Result<void> run() {
    auto searches = searches_of_queries();
    if (!searches) return std::move(searches).error();
    auto served = ServedIndex::start(options_.program, options_.index, options_.config);
    if (!served) return std::move(served).error();
    std::printf("- start to first answer: %.0f ms\n", served->first_answer_ms());
    measure_idle(*served);
    std::printf(
        "\n| requests | loop | connections | answers/s | p50 ms | p95 | p99 | failed | CPU of the "
        "server, ms each | CPU of the client "
        "|\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    if (auto done = measure_light(*served); !done) return done;
    const auto rate = measure_searches(*served, "search, public", *searches);
    if (!rate) return rate.error();
    if (options_.drips > 0) {
      const SlowDrips drips(served->port(), options_.drips);
      std::this_thread::sleep_for(std::chrono::seconds(1));
      const std::string name =
          "search, public, beside " + std::to_string(options_.drips) + " slow clients";
      if (auto done = measure(*served, name, *searches, *rate); !done) return done.error();
    }
    if (auto done = measure_audited(); !done) return done;
    return measure_switches();
  }
  bool faults() const { return faults_; }

 private:
  /// POST requests of the page's search: ten hits with snippets, and facets.
  Result<std::vector<std::string>> searches_of_queries(const std::string& headers = "") const {
    const auto queries = load_queries(options_.queries);
    if (!queries) return queries.error();
    std::vector<std::string> requests;
    for (const SetQuery& query : *queries) {
      if (!options_.kind.empty() && query.kind != options_.kind) continue;
      const Json body = JsonObject{{"text", query.text}, {"limit", 10}, {"facets", true}};
      requests.push_back(http_request("/api/v1/search", body.dump(), headers));
    }
    if (options_.zipf <= 0) return requests;
    // More than a load asks, so that no round of draws comes again.
    constexpr std::size_t kDraws = 100'000;
    std::vector<std::string> drawn;
    for (const std::size_t rank : zipf_draws(requests.size(), options_.zipf, kDraws, 1)) {
      drawn.push_back(requests[rank]);
    }
    return drawn;
  }

  void measure_idle(const ServedIndex& served) const {
    if (options_.idle == 0) return;
    allow_many_files();
    const std::uint64_t before = served.own_memory_bytes();
    const auto held = idle_connections(served.port(), options_.idle);
    const std::uint64_t after = served.own_memory_bytes();
    const double grown = static_cast<double>(after) - static_cast<double>(before);
    std::printf("- %zu idle connections: %.1f MB\n", held.size(), grown / 1e6);
  }

  /// Answers that need no engine. The page to sign in goes through the queue to a worker, which
  /// opens the library and looks who asks, as for a search: what is added to the engine's time.
  Result<void> measure_light(const ServedIndex& served) {
    constexpr double kCalm = 200;  // requests a second: they do not wait for each other
    for (const double rate : {0.0, kCalm}) {
      for (const char* path : {"/healthz", "/signin"}) {
        if (auto done = measure(served, path, {http_request(path)}, rate); !done) {
          return done.error();
        }
      }
    }
    return {};
  }

  /// In a closed loop, then open at 70 % of it, or at the rate that was asked for. Returns the
  /// rate.
  Result<double> measure_searches(const ServedIndex& served, const std::string& name,
                                  const std::vector<std::string>& requests) {
    const auto most = measure(served, name, requests, 0);
    if (!most) return most.error();
    constexpr double kShare = 0.7;
    const double rate = options_.rate > 0 ? options_.rate : kShare * most->load.rate();
    const auto open = measure(served, name, requests, rate);
    if (!open) return open.error();
    return rate;
  }

  Result<Measured> measure(const ServedIndex& served, const std::string& name,
                           const std::vector<std::string>& requests, double rate) {
    HttpLoad load;
    load.port = served.port();
    load.requests = requests;
    load.connections = rate > 0 ? 4 * options_.connections : options_.connections;
    load.rate = rate;
    load.seconds = options_.seconds;
    const double before = served.cpu_seconds();
    auto result = run_http_load(load);
    if (!result) return std::move(result).error();
    Measured measured{std::move(result).value(), served.cpu_seconds() - before};
    const HttpLoadResult& got = measured.load;
    const Percentiles times = percentiles_of(got.answer_ms);
    const unsigned long long lost = got.failed + got.unanswered;
    const std::string loop =
        rate > 0 ? "open, " + std::to_string(std::lround(rate)) + "/s" : "closed";
    std::printf("| %s | %s | %zu | %.0f | %.2f | %.2f | %.2f | %llu | %.3f | %.0f %% |\n",
                name.c_str(), loop.c_str(), load.connections, got.rate(), times.p50, times.p95,
                times.p99, lost, measured.cpu_ms_each(),
                100 * got.client_cpu_seconds / got.seconds);
    std::fflush(stdout);
    faults_ = faults_ || got.failed > 0 || got.answer_ms.empty();
    return measured;
  }

  Result<void> measure_audited() {
    if (options_.audited_index.empty()) return {};
    std::ifstream file(options_.token_file);
    std::string token;
    std::getline(file, token);
    const auto requests = searches_of_queries("Authorization: Bearer " + token + "\r\n");
    if (!requests) return requests.error();
    const auto served =
        ServedIndex::start(options_.program, options_.audited_index, options_.config);
    if (!served) return served.error();
    const auto rate = measure_searches(*served, "search, every hit audited", *requests);
    if (!rate) return rate.error();
    return {};
  }

  /// The index is updated again and again while searches go on. Each new case comes from one
  /// supporter; an answer of one generation counts as many of them as it lists.
  Result<void> measure_switches() {
    if (options_.switched_index.empty() || options_.switches == 0) return {};
    const auto served =
        ServedIndex::start(options_.program, options_.switched_index, options_.config);
    if (!served) return served.error();
    HttpLoad load;
    load.port = served->port();
    load.connections = 4;
    load.seconds = 0.5;
    load.requests = {http_request(
        "/api/v1/search",
        R"({"text":"","filters":{"supporter":["切替所"]},"limit":100,"facets":true})")};
    std::atomic<bool> stop{false};
    std::uint64_t answered = 0;
    std::uint64_t failed = 0;
    std::thread searching([&] {
      while (!stop) {
        const auto result = run_http_load(load, is_of_one_generation);
        if (!result) continue;
        answered += result->answer_ms.size();
        failed += result->failed + result->unanswered;
      }
    });
    Result<void> switched = switch_often();
    stop = true;
    searching.join();
    if (!switched) return switched;
    std::printf("\n- %zu switches of the index: %llu searches answered, %llu failed or mixed\n",
                options_.switches, static_cast<unsigned long long>(answered),
                static_cast<unsigned long long>(failed));
    faults_ = faults_ || failed > 0 || answered == 0;
    return {};
  }

  Result<void> switch_often() const {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("kizuki-switch-" + std::to_string(::getpid()));
    Result<void> result;
    for (std::size_t i = 0; i < options_.switches && result; ++i) {
      std::ofstream(file) << R"({"id":"switch-)" << i
                          << R"(","title":"切替","supporter":"切替所","visibility":"public",)"
                          << R"("sections":[{"heading":"節","text":"切り替えた。","steps":[3]}]})"
                          << "\n";
      const auto usage = run_child({options_.program, "index", "--index", options_.switched_index,
                                    "--update", file.string()});
      if (!usage) {
        result = usage.error();
      } else if (usage->exit_status != 0) {
        Error error;
        error.message = "kizuki index が失敗しました。";
        result = std::move(error);
      }
    }
    std::filesystem::remove(file);
    return result;
  }

  static bool is_of_one_generation(std::string_view body) {
    const auto answer = parse_json(body, {.text_bytes = std::size_t{4} << 20});
    if (!answer) return false;
    const Json* hits = answer->find("hits");
    const Json* facets = answer->find("facets");
    const Json* supporters = facets != nullptr ? facets->find("supporter") : nullptr;
    if (hits == nullptr) return false;
    const auto listed = static_cast<std::int64_t>(hits->as_array().size());
    std::int64_t counted = 0;
    if (supporters != nullptr) {
      for (const Json& one : supporters->as_array()) {
        if (one.string_or("value", "") == "切替所") counted = one.int_or("cases", 0);
      }
    }
    return answer->int_or("total", -1) == listed && counted == listed;
  }

  Options options_;
  bool faults_ = false;
};

void read_options(CLI::App& app, Options& options) {
  app.add_option("--program", options.program, "the kizuki program")->required();
  app.add_option("--index", options.index, "index of public cases")->required();
  app.add_option("--queries", options.queries, "{\"id\", \"text\", \"kind\"} a line")->required();
  app.add_option("--kind", options.kind, "only queries of this kind");
  CLI::Option* audited = app.add_option("--audited-index", options.audited_index,
                                        "index of internal cases that the token may read");
  audited->needs(app.add_option("--token-file", options.token_file,
                                "its first line: token of an account of that index"));
  app.add_option("--switched-index", options.switched_index,
                 "index that may be changed: it gets a case a switch");
  app.add_option("--config", options.config, "file of the server's settings");
  app.add_option("--zipf", options.zipf,
                 "ask query number r with a chance of 1 / r^ZIPF, not all in turn (0)");
  app.add_option("--seconds", options.seconds, "of each load (10)");
  app.add_option("--connections", options.connections, "of the closed loops (8); open: 4 times");
  app.add_option("--rate", options.rate, "requests/s of the open loops (70 % of the closed one)");
  app.add_option("--idle", options.idle, "idle connections (2000)");
  app.add_option("--drips", options.drips, "slow clients (500)");
  app.add_option("--switches", options.switches, "of the index (50)");
  app.add_option("--revision", options.revision, "of the source, for the report");
}

int run_bench(int argc, char** argv) {
  CLI::App app("What the server bears on loopback.");
  Options options;
  read_options(app, options);
  CLI11_PARSE(app, argc, argv);
  std::printf("%s\n", describe_run(this_machine(), options.revision, options.index,
                                   command_line(argc, argv))
                          .c_str());
  ServerBench bench(std::move(options));
  if (const auto done = bench.run(); !done) return fail(done.error());
  return bench.faults() ? 1 : 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_bench(argc, argv); }
