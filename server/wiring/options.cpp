#include "wiring/options.hpp"

#include "config/value.hpp"
#include "rest/client_address.hpp"

#include <stdexcept>
#include <string>
#include <variant>

namespace callroom {

app::LogLevel log_level(const std::string& text) {
  if (text == "debug") return app::LogLevel::kDebug;
  if (text == "warn") return app::LogLevel::kWarn;
  if (text == "error") return app::LogLevel::kError;
  return app::LogLevel::kInfo;
}

auth::ClaimRules claim_rules(const config::Config& config) { return {config.jwt.issuer, config.jwt.audience}; }

auth::Algorithm hmac_algorithm(const config::Config& config) {
  const auto algorithm = auth::parse_algorithm(config.jwt.algorithm);
  if (!algorithm) throw std::invalid_argument("jwt.algorithm: unknown '" + config.jwt.algorithm + "'");
  return *algorithm;
}

rest::Options rest_options(const config::Config& config) {
  rest::Options options;
  options.allowed_origins = config.cors.origins;
  options.trusted_proxies = config.server.trusted_proxies;
  options.login.requests = config.limits.login_per_minute;
  options.video_calls.requests = config.limits.video_call_per_minute;
  options.probes.requests = config.limits.probe_per_minute;
  options.token_lifetime = config.jwt.lifetime;
  options.max_body = config.http.max_body_bytes;
  return options;
}

ice::Options ice_options(const config::Config& config) {
  return {.stun_urls = config.ice.stun_urls,
          .turn_urls = config.ice.turn_urls,
          .turn_username = config.ice.turn_username,
          .turn_password = config.ice.turn_password,
          .turn_secret = config.ice.turn_secret,
          .credential_ttl = config.ice.turn_credential_ttl,
          .transport_policy = config.ice.transport_policy};
}

engineio::Config engine_config(const config::Config& config, std::shared_ptr<const rest::OriginPolicy> origins) {
  engineio::Config engine;
  engine.ping_interval = config.realtime.ping_interval;
  engine.ping_timeout = config.realtime.ping_timeout;
  engine.upgrade_timeout = config.realtime.upgrade_timeout;
  engine.max_payload = config.realtime.max_payload;
  engine.max_queue_bytes = config.realtime.max_queue_bytes;
  engine.max_sessions = config.realtime.max_sockets;
  engine.origin_allowed = [origins = std::move(origins)](std::string_view origin, std::string_view host) {
    return origins->admits(origin, host);
  };
  return engine;
}

socketio::Config socket_config(const config::Config& config) {
  socketio::Config sockets;
  sockets.connect_timeout = config.realtime.connect_timeout;
  sockets.recovery_window = config.realtime.recovery_window;
  return sockets;
}

http::ServerOptions listener_options(const config::Config& config) {
  http::ServerOptions options;
  options.header_timeout = config.http.header_timeout;
  options.body_timeout = config.http.body_timeout;
  options.idle_timeout = config.http.idle_timeout;
  options.write_timeout = config.http.write_timeout;
  options.max_header_bytes = config.http.max_header_bytes;
  options.max_connections = config.http.max_connections;
  options.drain = config.server.drain_timeout;
  return options;
}

integrity::RetentionPolicy retention_policy(const config::Config& config) {
  integrity::RetentionPolicy policy{.audit = config.audit.retention, .quality = config.retention.quality};
  for (const auto& item : config.audit.retention_by_action) {
    const auto equals = item.find('=');
    const auto action = domain::parse_audit_action(item.substr(0, equals));
    const auto kept = config::parse_value(config::Kind::kDuration, item.substr(equals + 1));
    if (!action || !kept) throw std::invalid_argument("audit.retention_by_action: '" + item + "'");
    policy.by_action.insert_or_assign(*action, std::get<base::Millis>(*kept));
  }
  return policy;
}

integrity::CheckpointPolicy checkpoint_policy(const config::Config& config) {
  return {.records = config.audit.checkpoint_records, .interval = config.audit.checkpoint_interval};
}

app::Environment make_environment(const config::Config& config, app::Store& store, const base::Clock& clock) {
  domain::AccessPolicy access;
  access.opens_before = config.access.opens_before;
  access.closes_after = config.access.closes_after;
  access.paid.clear();
  for (const auto& state : config.access.paid_states) {
    if (const auto parsed = domain::parse_payment_status(state)) access.paid.insert(*parsed);
  }
  domain::CallPolicy call;
  call.reconnect_grace = config.call.reconnect_grace;
  call.empty_grace = config.call.empty_grace;
  call.capacity = {{domain::SessionType::kIndividual, config.call.capacity_individual},
                   {domain::SessionType::kGroup, config.call.capacity_group},
                   {domain::SessionType::kAssessment, config.call.capacity_assessment}};
  call.admin_capacity = config.call.capacity_admins;
  return {store, clock, std::move(access), std::move(call),
          config.audit.enabled ? app::AuditMode::kOn : app::AuditMode::kOff};
}

}  // namespace callroom
