#include "cli/search_session.hpp"

#include <utility>

#include "cli/data_folder.hpp"
#include "cli/engine_tools.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_parser.hpp"

namespace kizuki {

Result<SearchSession> SearchSession::open(const std::filesystem::path& index,
                                          const std::optional<std::string>& as,
                                          const std::vector<std::string>& filters,
                                          Console& console) {
  SearchSession session;
  for (const std::string& text : filters) {
    auto filter = parse_filter(text);
    if (!filter) return std::move(filter).error();
    session.filters.push_back(std::move(*filter));
  }
  auto library = Library::open(index, Library::Mode::kReadOnly);
  if (!library) return std::move(library).error();
  auto scope =
      as ? ReaderScope::of_account(*library, *as) : Result<ReaderScope>(ReaderScope::everything());
  if (!scope) return std::move(scope).error();
  const auto shared_library = std::make_shared<const Library>(std::move(*library));
  session.gate = scope->gate(shared_library);
  session.library = shared_library;

  Searcher::Sources sources;
  auto folder = find_data_folder();
  if (!folder) return std::move(folder).error();
  auto taxonomy = load_taxonomy(*folder);
  if (!taxonomy) return std::move(taxonomy).error();
  auto model = load_analyzer(*folder, index);
  if (!model) return std::move(model).error();
  auto background = BackgroundFrequencies::load(*folder);
  if (!background) return std::move(background).error();
  auto knowledge = QueryKnowledge::load(*folder);
  if (!knowledge) return std::move(knowledge).error();
  auto generation = GenerationStore(index).open_current();
  if (!generation) return std::move(generation).error();
  session.taxonomy = *taxonomy;
  session.analyzer = *model;
  session.data_folder = *folder;
  session.index = index;
  sources.taxonomy = std::move(*taxonomy);
  sources.model = std::move(*model);
  sources.background = std::move(*background);
  sources.knowledge = std::move(*knowledge);
  sources.generation = std::move(*generation);
  session.scope = std::make_shared<const ReaderScope>(*scope);
  session.gate_counts = scope->library_moved_on(*shared_library, *sources.generation);
  auto searcher = scope->open(sources);
  if (!searcher) return std::move(searcher).error();
  session.searcher.emplace(std::move(*searcher));
  if (session.searcher->degraded()) {
    console.say(
        "注意: 索引は別の版の辞書で作られています。kizuki index --rebuild "
        "で作り直してください。");
  }
  return session;
}

}  // namespace kizuki
