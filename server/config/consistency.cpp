#include "config/consistency.hpp"

#include <algorithm>

namespace callroom::config {
namespace {

/// `line` names the settings by key and by environment name, as whoever reads it may have used either.
void require(bool holds, const char* line) {
  if (!holds) throw ConfigError{line};
}

void check_unserved(const Config::Reserved& reserved) {
  require(reserved.redis_url.empty(),
          "reserved.redis_url (REDIS_URL): Redis is not supported by this build yet; unset it to run one server");
}

void check_store(const Config::Store& store) {
  const auto& uri = store.mongodb_uri.reveal();
  require(uri.empty() || uri.starts_with("mongodb://") || uri.starts_with("mongodb+srv://"),
          "store.mongodb_uri (MONGODB_URI): no such URI; expected mongodb://host/database, or unset it to use SQLite");
}

void check_server(const Config::Server& server) {
  require(server.tls_cert_file.empty() == server.tls_key_file.empty(),
          "server.tls_cert_file, server.tls_key_file (TLS_CERT_FILE, TLS_KEY_FILE): one is set without the other; "
          "expected both or neither");
  require(server.port == 0 || server.port != server.ops_port,
          "server.ops_port (OPS_PORT): the same as server.port (PORT); expected a port of its own");
}

void check_tokens(const Config::Jwt& jwt, Purpose purpose) {
  require(jwt.jwks_file.empty() || jwt.jwks_url.empty(),
          "jwt.jwks_file, jwt.jwks_url (JWT_JWKS_FILE, JWT_JWKS_URL): both are set; expected one of them");
  if (purpose != Purpose::kServe) return;
  require(!jwt.secret.empty() || !jwt.jwks_file.empty() || !jwt.jwks_url.empty(),
          "jwt.secret (JWT_SECRET): missing; expected at least 32 bytes, or a JWKS in jwt.jwks_file or jwt.jwks_url "
          "(JWT_JWKS_FILE, JWT_JWKS_URL)");
}

void check_ice(const Config::Ice& ice) {
  require(ice.turn_username.empty() == ice.turn_password.empty(),
          "ice.turn_username, ice.turn_password (TURN_USERNAME, TURN_PASSWORD): one is set without the other; "
          "expected both or neither");
  require(ice.turn_secret.empty() || ice.turn_username.empty(),
          "ice.turn_secret (TURN_SECRET): set beside ice.turn_username (TURN_USERNAME); expected one of them");
  require(ice.turn_urls.empty() || !ice.turn_secret.empty() || !ice.turn_username.empty(),
          "ice.turn_urls (TURN_SERVER_URL): set without credentials; expected ice.turn_secret (TURN_SECRET), or "
          "ice.turn_username and ice.turn_password (TURN_USERNAME, TURN_PASSWORD)");
  require(ice.transport_policy != "relay" || !ice.turn_urls.empty(),
          "ice.transport_policy (ICE_TRANSPORT_POLICY): relay needs a relay; expected ice.turn_urls (TURN_SERVER_URL)");
}

void check_encryption(const Config& config) {
  const auto& encryption = config.encryption;
  const int sources =
      int{!encryption.key.empty()} + int{!encryption.key_file.empty()} + int{!encryption.key_command.empty()};
  require(sources <= 1,
          "encryption.key, encryption.key_file, encryption.key_command (VIDEO_CALL_ENCRYPTION_KEY, …_FILE, …_COMMAND): "
          "more than one is set; expected one of them");
  require(encryption.on() || encryption.previous_keys.empty(),
          "encryption.previous_keys (VIDEO_CALL_ENCRYPTION_PREVIOUS_KEYS): set without a current key; expected "
          "encryption.key (VIDEO_CALL_ENCRYPTION_KEY) as well");
  require(encryption.on() || config.server.environment != "production",
          "encryption.key (VIDEO_CALL_ENCRYPTION_KEY): missing; with server.environment (CALLROOM_ENV) production "
          "personal fields must be encrypted; expected a key, a key file or a key command");
}

void check_rest(const Config& config) {
  require(!config.access.paid_states.empty(),
          "access.paid_states (CALLROOM_ACCESS_PAID_STATES): empty; expected at least one payment status");
  const auto& origins = config.cors.origins;
  require(origins.size() <= 1 || std::find(origins.begin(), origins.end(), "*") == origins.end(),
          "cors.origins (CORS_ORIGIN): \"*\" stands beside other origins; expected it alone or not at all");
  require(config.realtime.max_sdp_bytes < config.realtime.max_payload,
          "realtime.max_sdp_bytes (CALLROOM_REALTIME_MAX_SDP_BYTES): not below realtime.max_payload; an offer must fit "
          "into a message");
}

}  // namespace

void check_consistency(const Config& config, Purpose purpose) {
  check_unserved(config.reserved);
  check_store(config.store);
  check_server(config.server);
  check_tokens(config.jwt, purpose);
  check_encryption(config);
  check_ice(config.ice);
  check_rest(config);
}

std::vector<std::string> notices_of(const Config& config) {
  std::vector<std::string> notices;
  const auto& origins = config.cors.origins;
  if (std::find(origins.begin(), origins.end(), "*") != origins.end()) {
    notices.emplace_back("cors.origins (CORS_ORIGIN) is \"*\": pages of any origin may use this server");
  }
  if (!config.encryption.on()) {
    notices.emplace_back(
        "no master key (VIDEO_CALL_ENCRYPTION_KEY): names, addresses and comments are stored in plain text");
  }
  if (config.jwt.jwks_url.starts_with("http://")) {
    notices.emplace_back("jwt.jwks_url (JWT_JWKS_URL) is not https: whoever can change its answer can make tokens");
  }
  if (config.ice.turn_urls.empty() && (!config.ice.turn_secret.empty() || !config.ice.turn_username.empty())) {
    notices.emplace_back("TURN credentials are set without ice.turn_urls (TURN_SERVER_URL): there is no relay");
  }
  if (!config.audit.enabled) notices.emplace_back("audit.enabled (AUDIT_LOG_ENABLED) is false: no audit is kept");
  return notices;
}

}  // namespace callroom::config
