#pragma once

#include "app/context.hpp"
#include "app/ports/log.hpp"
#include "auth/jwt.hpp"
#include "config/load.hpp"
#include "engineio/server.hpp"
#include "http/server.hpp"
#include "ice/ice_servers.hpp"
#include "integrity/checkpointer.hpp"
#include "integrity/retention.hpp"
#include "rest/api.hpp"
#include "socketio/server.hpp"

#include <memory>
#include <string>

// What each part is told, from the configuration. Those that can meet a wrong value throw std::invalid_argument.
namespace callroom {

[[nodiscard]] app::LogLevel log_level(const std::string& text);
[[nodiscard]] auth::ClaimRules claim_rules(const config::Config& config);
[[nodiscard]] auth::Algorithm hmac_algorithm(const config::Config& config);
[[nodiscard]] rest::Options rest_options(const config::Config& config);
[[nodiscard]] ice::Options ice_options(const config::Config& config);
[[nodiscard]] engineio::Config engine_config(const config::Config& config,
                                             std::shared_ptr<const rest::OriginPolicy> origins);
[[nodiscard]] socketio::Config socket_config(const config::Config& config);
[[nodiscard]] http::ServerOptions listener_options(const config::Config& config);
[[nodiscard]] integrity::RetentionPolicy retention_policy(const config::Config& config);
[[nodiscard]] integrity::CheckpointPolicy checkpoint_policy(const config::Config& config);

/// What the use cases need. `store` and `clock` outlive it.
[[nodiscard]] app::Environment make_environment(const config::Config& config, app::Store& store,
                                                const base::Clock& clock);

}  // namespace callroom
