#include "indexer/source/office/xml_parser.hpp"

#include <cstddef>
#include <new>
#include <string>
#include <utility>

#include <expat.h>

namespace kizuki {
namespace {

constexpr std::size_t kMostDepth = 256;
// Expat takes sizes as int.
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (local_name(pair[0]) == name) return pair[1];
  }
  return std::nullopt;
}

struct XmlParser::State {
  XmlHandler* handler = nullptr;
  XML_Parser parser = nullptr;
  std::size_t depth = 0;
  bool stopped = false;

  ~State() { XML_ParserFree(parser); }

  void stop() {
    stopped = true;
    XML_StopParser(parser, XML_FALSE);
  }
  static State& of(void* data) { return *static_cast<State*>(data); }

  static void on_begin(void* data, const char* name, const char** attributes) {
    State& state = of(data);
    if (state.stopped) return;
    if (++state.depth > kMostDepth) return state.stop();
    state.handler->begin(local_name(name), XmlAttributes(attributes));
  }
  static void on_end(void* data, const char* name) {
    State& state = of(data);
    if (state.stopped) return;
    --state.depth;
    state.handler->end(local_name(name));
  }
  static void on_text(void* data, const char* text, int size) {
    State& state = of(data);
    if (!state.stopped) state.handler->text({text, static_cast<std::size_t>(size)});
  }
  static void on_document_type(void* data, const char*, const char*, const char*, int) {
    of(data).stop();
  }

  Result<void> parse(std::string_view bytes, bool last) {
    const auto size = static_cast<int>(bytes.size());
    if (!stopped && XML_Parse(parser, bytes.data(), size, last ? 1 : 0) != XML_STATUS_ERROR) {
      return {};
    }
    stopped = true;
    return Error{ErrorCode::kInvalidArgument,
                 "中の XML が正しくありません（元のファイルを開いて保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  }
};

XmlParser::XmlParser(XmlHandler& handler) : state_(std::make_unique<State>()) {
  state_->handler = &handler;
  state_->parser = XML_ParserCreate(nullptr);
  if (state_->parser == nullptr) throw std::bad_alloc();
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_begin, State::on_end);
  XML_SetCharacterDataHandler(state_->parser, State::on_text);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::on_document_type);
}

XmlParser::~XmlParser() = default;
XmlParser::XmlParser(XmlParser&&) noexcept = default;
XmlParser& XmlParser::operator=(XmlParser&&) noexcept = default;

Result<void> XmlParser::feed(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kPieceBytes) {
    if (auto parsed = state_->parse(bytes.substr(at, kPieceBytes), false); !parsed) return parsed;
  }
  return {};
}

Result<void> XmlParser::finish() { return state_->parse({}, true); }

}  // namespace kizuki
