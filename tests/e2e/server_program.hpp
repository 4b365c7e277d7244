// `kizuki serve` as a process of its own, and what tests ask of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/http_client.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {

/// A running server on a port of its own. Ended with the object.
class ServerProgram {
 public:
  /// `settings`: members of the settings file beside listen and log, e.g. R"("public_cases":true)".
  /// `file_blocks`: no file may grow beyond so many blocks of 512 bytes, as on a full disk; 0: any.
  ServerProgram(const std::string& index, const std::string& settings,
                std::size_t file_blocks = 0) {
    log_ = folder_ / "log";
    const auto config =
        folder_.write("settings.json", "{\"listen\":\"127.0.0.1:0\",\"log\":\"" + log_ + "\"" +
                                           (settings.empty() ? "" : ",") + settings + "}");
    std::vector<std::string> command{kizuki_program(), "serve",        "--index", index,
                                     "--config",       config.string()};
    if (file_blocks > 0) {
      const std::string limited = "ulimit -f " + std::to_string(file_blocks) + "; exec \"$@\"";
      command.insert(command.begin(), {"/bin/sh", "-c", limited, "sh"});
    }
    process_ = std::make_unique<BackgroundProcess>(command);
    const std::string sign = "\"started\",\"message\":\"port ";
    for (int i = 0; i < 600 && port_ == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      const std::string text = log();
      const std::size_t at = text.find(sign);
      if (at != std::string::npos) {
        port_ = static_cast<std::uint16_t>(std::stoi(text.substr(at + sign.size(), 5)));
      }
    }
  }

  std::uint16_t port() const { return port_; }
  BackgroundProcess& process() { return *process_; }
  std::string log() const {
    std::ifstream stream(log_);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  HttpAnswer get(const std::string& target, const std::string& headers = "") const {
    return HttpClient(port_).get(target, headers);
  }
  HttpAnswer post_form(const std::string& target, const std::string& body,
                       const std::string& headers = "") const {
    return HttpClient(port_).post(target, "application/x-www-form-urlencoded", body, headers);
  }
  HttpAnswer post_json(const std::string& target, const std::string& body,
                       const std::string& headers = "") const {
    return HttpClient(port_).post(target, "application/json", body, headers);
  }

 private:
  TempFolder folder_;
  std::string log_;
  std::unique_ptr<BackgroundProcess> process_;
  std::uint16_t port_ = 0;
};

/// The page at `path`, asked of a ServerProgram or a Browser until what is counted aside is
/// counted: from then on all pages tell of it, so what compares pages waits for one of /knowhow
/// first. Empty, and the test has failed, when that never comes.
template <typename Client>
std::string counted(Client& client, const std::string& path) {
  for (int i = 0; i < 1200; ++i) {
    const HttpAnswer answer = client.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    if (answer.body.find("http-equiv=\"refresh\"") == std::string::npos) return answer.body;
    EXPECT_NE(answer.body.find("集計しています"), std::string::npos) << path;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ADD_FAILURE() << path << " is never ready";
  return {};
}

}  // namespace kizuki::test
