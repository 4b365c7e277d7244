// The server from its start to its end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "engine/base/result.hpp"
#include "server/app/engine_host.hpp"
#include "server/app/server_settings.hpp"

namespace kizuki {

/// Serves until SIGTERM or SIGINT, then answers what has come in and returns. `pages` holds the
/// static files; `started` hears the port when the first request can be answered. Blocks the two
/// signals in the calling thread, which must be the only one. Errors: HttpServer::start, those of
/// the index (damaged, other version), StaticFiles::load, Telemetry::open.
Result<void> serve(const ServerSettings& settings, EngineModels models,
                   const std::filesystem::path& pages,
                   const std::function<void(std::uint16_t port)>& started);

}  // namespace kizuki
