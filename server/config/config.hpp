#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace callroom::config {

/// The configuration of the whole binary, constant after start. What each field is for, its default and its bounds
/// stand in the one table of settings (table.cpp); here are only the types. Every value has been checked by load().
struct Config {
  struct Server {
    std::string host;
    std::uint16_t port = 0;  ///< 0: any free port.
    std::string ops_host;
    std::uint16_t ops_port = 0;
    std::filesystem::path data_dir;
    std::string environment;        ///< "development" or "production"
    std::filesystem::path web_dir;  ///< Empty: no web client is served.
    std::filesystem::path tls_cert_file;
    std::filesystem::path tls_key_file;
    std::size_t io_threads = 0;  ///< 0: one for each core.
    std::size_t worker_threads = 0;
    base::Millis drain_timeout{0};
    /// IP addresses and networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed.
    std::vector<std::string> trusted_proxies;
    [[nodiscard]] bool tls() const noexcept { return !tls_cert_file.empty(); }
  } server;

  struct Http {
    base::Millis header_timeout{0};
    base::Millis body_timeout{0};
    base::Millis idle_timeout{0};
    base::Millis write_timeout{0};
    std::size_t max_header_bytes = 0;
    std::size_t max_body_bytes = 0;
    std::size_t max_connections = 0;
  } http;

  struct Cors {
    /// Besides the server's own origin, which is always allowed. "*" alone: any origin.
    std::vector<std::string> origins;
  } cors;

  /// Where the master key of encryption at rest comes from (vault/key_source.hpp): one of the first three, or none.
  struct Encryption {
    base::Secret key;
    std::filesystem::path key_file;
    std::string key_command;
    base::Secret previous_keys;
    [[nodiscard]] bool on() const noexcept { return !key.empty() || !key_file.empty() || !key_command.empty(); }
  } encryption;

  struct Store {
    base::Secret mongodb_uri;  ///< Empty: SQLite in server.data_dir.
    std::string shared;        ///< "auto", "yes" or "no"
  } store;

  struct Jwt {
    base::Secret secret;    ///< Empty, or at least 32 bytes.
    std::string algorithm;  ///< "HS256", "HS384" or "HS512": what our own tokens are signed with.
    std::filesystem::path jwks_file;
    std::string jwks_url;
    std::filesystem::path jwks_ca_file;  ///< Empty: the system's certificate authorities.
    std::string issuer;                  ///< Empty: not enforced.
    std::string audience;                ///< Empty: not enforced.
    base::Millis lifetime{0};
  } jwt;

  struct Access {
    base::Millis opens_before{0};
    base::Millis closes_after{0};
    std::vector<std::string> paid_states;  ///< Each one of the contract's payment statuses.
  } access;

  struct Call {
    std::size_t capacity_individual = 0;
    std::size_t capacity_group = 0;
    std::size_t capacity_assessment = 0;
    std::size_t capacity_admins = 0;
    base::Millis reconnect_grace{0};
    base::Millis empty_grace{0};
    base::Millis presence_interval{0};
  } call;

  struct Realtime {
    base::Millis ping_interval{0};
    base::Millis ping_timeout{0};
    base::Millis upgrade_timeout{0};
    base::Millis connect_timeout{0};
    std::size_t max_payload = 0;
    std::size_t max_queue_bytes = 0;
    base::Millis recovery_window{0};
    std::size_t max_sockets = 0;
    std::uint32_t events_per_second = 0;
    std::uint32_t event_burst = 0;
    std::size_t max_sdp_bytes = 0;
    std::size_t max_candidate_bytes = 0;
  } realtime;

  struct Limits {
    std::uint32_t login_per_minute = 0;       ///< for each IP address
    std::uint32_t video_call_per_minute = 0;  ///< for each user and route
    std::uint32_t probe_per_minute = 0;       ///< for each user, both directions together
  } limits;

  struct Ice {
    std::vector<std::string> stun_urls;
    std::vector<std::string> turn_urls;
    std::string turn_username;
    base::Secret turn_password;
    base::Secret turn_secret;
    base::Millis turn_credential_ttl{0};
    std::string transport_policy;  ///< "all" or "relay"
  } ice;

  struct Log {
    std::string level;
  } log;

  struct Audit {
    bool enabled = true;
    std::uint32_t checkpoint_records = 0;
    base::Millis checkpoint_interval{0};
    std::filesystem::path checkpoint_file;         ///< Empty: in the data directory.
    base::Millis retention{0};                     ///< 0: for ever.
    std::vector<std::string> retention_by_action;  ///< "join_attempt=30d"
  } audit;

  struct Retention {
    base::Millis quality{0};  ///< 0: for ever.
  } retention;

  /// Names that deployments have and this build does not serve. load() refuses them when they are set.
  struct Reserved {
    base::Secret redis_url;
  } reserved;
};

}  // namespace callroom::config
