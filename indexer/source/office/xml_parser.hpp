// XML of office documents, element by element.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// Attributes of an element that begins; valid during XmlHandler::begin.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  /// The attribute of this name, whatever its prefix.
  std::optional<std::string_view> find(std::string_view name) const;

 private:
  const char* const* pairs_;  // name, value, …, null
};

/// Is told what stands in a document. Names come without their prefix.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void begin(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// Text in UTF-8, in one or more pieces, each of whole characters.
  virtual void text(std::string_view piece) = 0;
};

/// Reads a document piece by piece. Declarations of document types are refused: entities can make
/// gigabytes of a few lines. At most 256 elements lie in one another. One a thread.
class XmlParser {
 public:
  explicit XmlParser(XmlHandler& handler);
  ~XmlParser();
  XmlParser(XmlParser&&) noexcept;
  XmlParser& operator=(XmlParser&&) noexcept;

  /// Errors, final: kInvalidArgument (not well-formed, a document type, nested too deep).
  Result<void> feed(std::string_view bytes);
  /// After the last bytes. Errors as feed.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
