#include "bench/bare_mecab.hpp"

#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>

#include <mecab.h>

#include "bench/corpus/sentence_pool.hpp"
#include "bench/resource_usage.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kPieceLimitBytes = 2'048;

// Parses every `stride`-th piece from `first` on; the sum keeps the walk from being optimised away.
std::uint64_t parse_pieces(const MeCab::Model& model, std::span<const std::string> pieces,
                           std::size_t first, std::size_t stride) {
  const std::unique_ptr<MeCab::Tagger> tagger(model.createTagger());
  const std::unique_ptr<MeCab::Lattice> lattice(model.createLattice());
  std::uint64_t bytes = 0;
  for (std::size_t i = first; i < pieces.size(); i += stride) {
    lattice->set_sentence(pieces[i].data(), pieces[i].size());
    if (!tagger->parse(lattice.get())) continue;
    for (const auto* node = lattice->bos_node(); node != nullptr; node = node->next) {
      bytes += node->length;
    }
  }
  return bytes;
}

}  // namespace

struct BareMecab::State {
  std::unique_ptr<MeCab::Model> model;
};

void append_pieces(std::string_view text, std::vector<std::string>& pieces) {
  for (const std::string& sentence : cut_sentences(squeezed(text))) {
    std::string_view rest = sentence;
    while (!rest.empty()) {
      const std::string_view piece = utf8_prefix(rest, kPieceLimitBytes);
      pieces.emplace_back(piece);
      rest.remove_prefix(piece.size());
    }
  }
}

Result<BareMecab> BareMecab::load(const AnalyzerFiles& files) {
  const std::string arguments = std::string("-r /dev/null -d ")
                                    .append(files.system_dictionary.string())
                                    .append(" -u ")
                                    .append(files.user_dictionary.string());
  auto state = std::make_unique<State>();
  state->model.reset(MeCab::createModel(arguments.c_str()));
  if (state->model == nullptr) {
    Error error;
    error.code = ErrorCode::kNotFound;
    error.message = std::string("MeCabの辞書を開けません: ").append(arguments);
    return error;
  }
  return BareMecab(std::move(state));
}

BareMecab::BareMecab(std::unique_ptr<State> state) : state_(std::move(state)) {}
BareMecab::~BareMecab() = default;
BareMecab::BareMecab(BareMecab&&) noexcept = default;
BareMecab& BareMecab::operator=(BareMecab&&) noexcept = default;

BareRun BareMecab::run(std::span<const std::string> pieces, std::size_t threads) const {
  std::vector<double> cpu(threads);
  std::atomic<std::uint64_t> bytes = 0;
  std::vector<std::thread> workers;
  const double begin = wall_seconds();
  for (std::size_t worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, worker] {
      const double cpu_begin = thread_cpu_seconds();
      bytes += parse_pieces(*state_->model, pieces, worker, threads);
      cpu[worker] = thread_cpu_seconds() - cpu_begin;
    });
  }
  BareRun run;
  for (std::size_t worker = 0; worker < threads; ++worker) {
    workers[worker].join();
    run.cpu_seconds += cpu[worker];
  }
  run.wall_seconds = wall_seconds() - begin;
  return run;
}

}  // namespace kizuki
