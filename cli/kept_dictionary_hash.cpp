#include "cli/kept_dictionary_hash.hpp"

#include <string>
#include <string_view>

#include "engine/base/file.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZDH";
constexpr std::string_view kName = "system-dictionary";

}  // namespace

DictionaryHash read_dictionary_hash(const std::filesystem::path& index) {
  const auto file = MappedFile::open(derived_folder(index) / kName);
  if (!file) return {};
  const auto content = unsealed(file->bytes());
  if (!content || !content->starts_with(kMagic)) return {};
  ByteReader in(content->substr(kMagic.size()));
  DictionaryHash out;
  out.files = in.text();
  out.hash = in.word();
  return in.at_end() ? out : DictionaryHash();
}

Result<void> keep_dictionary_hash(const Library& library, const std::filesystem::path& index,
                                  const DictionaryHash& hash) {
  ByteWriter out;
  out.text(hash.files);
  out.word(hash.hash);
  return store_derived(library, index, kName, sealed(std::string(kMagic) + out.take()), {});
}

}  // namespace kizuki
