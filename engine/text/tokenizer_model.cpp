#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "engine/text/tokenizer.hpp"
#include "engine/text/tokenizer_state.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kInstallHint =
    "「sudo apt install libmecab2 mecab-ipadic-utf8」でMeCabの辞書を入れてください。";

bool is_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

/// A compiled dictionary of MeCab begins with its size in bytes XOR a constant (DictionaryMagicID
/// of MeCab 0.996). Looked at here because libmecab leaks what it has allocated when it finds that
/// out itself.
bool is_compiled_dictionary(const std::filesystem::path& path) {
  constexpr std::uint32_t kMagic = 0xef718f77U;
  std::array<unsigned char, 4> head{};
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(head.data()), head.size())) return false;
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < head.size(); ++i) first |= std::uint32_t{head[i]} << (8 * i);
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  return !failure && (first ^ kMagic) == size;
}

Error unreadable_dictionary(const std::string& why, const std::filesystem::path& path) {
  return Error{ErrorCode::kCorrupt,
               "MeCabの辞書を読めません（" + why + "）。辞書を入れ直すか、ビルドし直してください。",
               "",
               0,
               "",
               ""}
      .with_file(path.string());
}

Result<void> check_files(const std::filesystem::path& system_dictionary,
                         const std::filesystem::path& user_dictionary) {
  for (const char* const name : {"sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc"}) {
    const std::filesystem::path path = system_dictionary / name;
    if (is_file(path)) continue;
    return Error{ErrorCode::kNotFound,
                 "MeCabの辞書がありません。" + std::string(kInstallHint),
                 "",
                 0,
                 "",
                 ""}
        .with_file(path.string());
  }
  if (!user_dictionary.empty() && !is_file(user_dictionary)) {
    return Error{ErrorCode::kNotFound,
                 "ユーザー辞書がありません。ビルドし直すか、データのフォルダーを確かめてください。",
                 "",
                 0,
                 "",
                 ""}
        .with_file(user_dictionary.string());
  }
  for (const auto& path :
       {system_dictionary / "sys.dic", system_dictionary / "unk.dic", user_dictionary}) {
    if (!path.empty() && !is_compiled_dictionary(path)) {
      return unreadable_dictionary("辞書の形ではありません", path);
    }
  }
  return {};
}

}  // namespace

TokenizerModel::TokenizerModel() : state_(std::make_unique<State>()) {}
TokenizerModel::~TokenizerModel() = default;
TokenizerModel::TokenizerModel(TokenizerModel&&) noexcept = default;
TokenizerModel& TokenizerModel::operator=(TokenizerModel&&) noexcept = default;

Result<TokenizerModel> TokenizerModel::load(const std::filesystem::path& system_dictionary,
                                            const std::filesystem::path& user_dictionary) {
  auto checked = check_files(system_dictionary, user_dictionary);
  if (!checked) return std::move(checked).error();

  // -r: an empty configuration instead of /etc/mecabrc or ~/.mecabrc, which could change results.
  // --max-grouping-size: beyond it (24 by default) MeCab cuts an unknown run into single
  // characters.
  std::vector<std::string> arguments = {"kizuki",
                                        "-r",
                                        "/dev/null",
                                        "-d",
                                        system_dictionary.string(),
                                        "--max-grouping-size",
                                        std::to_string(PieceLimits{}.run_characters)};
  if (!user_dictionary.empty()) {
    arguments.insert(arguments.end(), {"-u", user_dictionary.string()});
  }
  std::vector<char*> argument_pointers;
  argument_pointers.reserve(arguments.size());
  for (std::string& argument : arguments) argument_pointers.push_back(argument.data());

  TokenizerModel model;
  model.state_->model.reset(
      MeCab::createModel(static_cast<int>(argument_pointers.size()), argument_pointers.data()));
  if (model.state_->model == nullptr) {
    return unreadable_dictionary(MeCab::getLastError(), system_dictionary);
  }
  const MeCab::DictionaryInfo* const info = model.state_->model->dictionary_info();
  if (info == nullptr || std::string_view(info->charset) != "UTF-8") {
    return Error{ErrorCode::kCorrupt,
                 "MeCabの辞書の文字コードがUTF-8ではありません。" + std::string(kInstallHint),
                 "",
                 0,
                 "",
                 ""}
        .with_file(system_dictionary.string());
  }
  return model;
}

std::string_view TokenizerModel::mecab_version() { return MeCab::Model::version(); }

}  // namespace kizuki
