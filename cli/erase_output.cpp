#include "cli/erase_output.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

std::string print_numbers(const std::vector<std::uint64_t>& numbers) {
  if (numbers.empty()) return " なし";
  std::string text;
  for (const std::uint64_t number : numbers) text += " " + std::to_string(number);
  return text;
}

Json numbers_as_json(const std::vector<std::uint64_t>& numbers) {
  Json list(JsonArray{});
  for (const std::uint64_t number : numbers) list.push_back(number);
  return list;
}

Json erasure_as_json(const Erasure& erasure) {
  Json json;
  json.set("id", erasure.id);
  json.set("sequence", erasure.sequence);
  json.set("revisions", erasure.revisions);
  json.set("content_sha256", erasure.content_hash);
  json.set("log_sha256", erasure.log_hash);
  json.set("reason", erasure.reason);
  json.set("time", erasure.time);
  json.set("scrubbed", erasure.scrubbed);
  return json;
}

}  // namespace

bool ErasureProof::scrubbed() const {
  return std::all_of(erasures.begin(), erasures.end(),
                     [](const Erasure& erasure) { return erasure.scrubbed; });
}

bool ErasureProof::complete() const {
  return scrubbed() && kept_generations.empty() && copies.empty();
}

std::string print_proof_as_text(const ErasureProof& proof) {
  std::string out;
  for (const Erasure& erasure : proof.erasures) {
    out += "消去: " + erasure.id + "\n";
    out += "  登録記録 " + std::to_string(erasure.sequence) + "  " + erasure.time + "  版 " +
           std::to_string(erasure.revisions) + " 件  理由: " + erasure.reason + "\n";
    out += "  内容の SHA-256   " + erasure.content_hash + "\n";
    out += "  登録記録の SHA-256 " + erasure.log_hash + "\n";
  }
  out += "ライブラリに残る内容: " + std::string(proof.scrubbed() ? "なし" : "あり") + "\n";
  if (proof.generation != 0) {
    out += "今の世代: " + std::to_string(proof.generation) + "（登録記録 " +
           std::to_string(proof.generation_sequence) + " まで）\n";
  }
  out += "消した世代:" + print_numbers(proof.removed_generations) + "\n";
  out += "内容が残る世代:" + print_numbers(proof.kept_generations) + "\n";
  out += "内容が残りうる控え:";
  if (proof.copies.empty()) out += " なし";
  for (const std::string& copy : proof.copies) out += " " + copy;
  return out + "\n";
}

std::string print_proof_as_json(const ErasureProof& proof) {
  Json json;
  Json erased(JsonArray{});
  for (const Erasure& erasure : proof.erasures) erased.push_back(erasure_as_json(erasure));
  json.set("erased", std::move(erased));
  json.set("scrubbed", proof.scrubbed());
  json.set("generation", proof.generation);
  json.set("generation_sequence", proof.generation_sequence);
  json.set("removed_generations", numbers_as_json(proof.removed_generations));
  json.set("kept_generations", numbers_as_json(proof.kept_generations));
  Json copies(JsonArray{});
  for (const std::string& copy : proof.copies) copies.push_back(copy);
  json.set("copies", std::move(copies));
  json.set("complete", proof.complete());
  return json.dump() + "\n";
}

}  // namespace kizuki
