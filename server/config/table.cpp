#include "config/schema.hpp"

#include "config/checks.hpp"
#include "vault/master_key.hpp"

#include <array>
#include <limits>

namespace callroom::config {
namespace {

/// The assign function of the field that `Field` picks out of a Config.
template <auto Field>
constexpr auto kInto = +[](Config& config, const Value& value) { put(value, Field(config)); };

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kMiB = 1024 * kKiB;
constexpr Range kPort{0, 65'535};
constexpr Range kNonEmpty{1, 4'096};
/// Of counts that size something in memory: generous, but a slip of the finger does not ask for terabytes.
constexpr std::int64_t kMany = 1'000'000;
/// RFC 7518, section 3.2: an HS256 key has at least the 256 bits of its hash.
constexpr std::size_t kMinSecretBytes = 32;

constexpr std::array<std::string_view, 3> kHmacAlgorithms{"HS256", "HS384", "HS512"};
constexpr std::array<std::string_view, 7> kPaymentStates{"Pending",   "Completed", "Failed",  "Refunded",
                                                         "Confirmed", "Paid",      "Verified"};
constexpr std::array<std::string_view, 2> kIcePolicies{"all", "relay"};
constexpr std::array<std::string_view, 2> kEnvironments{"development", "production"};
constexpr std::array<std::string_view, 3> kSharing{"auto", "yes", "no"};
constexpr std::array<std::string_view, 4> kLogLevels{"debug", "info", "warn", "error"};

constexpr auto kSecret = Visibility::kSecret;

bool is_long_enough_secret(std::string_view text) { return text.empty() || text.size() >= kMinSecretBytes; }

// Where it stands, what is allowed, where it goes, what it means. Ranges: see Setting::range for their unit.
// clang-format off
constexpr Setting kSettings[] = {
    // server
    {.key = "server.host", .kind = Kind::kText, .fallback = "0.0.0.0",
     .check = is_ip_address, .check_expects = "an IPv4 or IPv6 address",
     .assign = kInto<[](Config& c) -> auto& { return c.server.host; }>,
     .doc = "address to listen on"},
    {.key = "server.port", .kind = Kind::kInteger, .env = "PORT", .fallback = "5000", .range = kPort,
     .assign = kInto<[](Config& c) -> auto& { return c.server.port; }>,
     .doc = "port to listen on; 0: any free port"},
    {.key = "server.ops_host", .kind = Kind::kText, .env = "OPS_HOST", .fallback = "127.0.0.1",
     .check = is_ip_address, .check_expects = "an IPv4 or IPv6 address",
     .assign = kInto<[](Config& c) -> auto& { return c.server.ops_host; }>,
     .doc = "address of the operations listener (health, version); keep it off the public network"},
    {.key = "server.ops_port", .kind = Kind::kInteger, .env = "OPS_PORT", .fallback = "9464", .range = kPort,
     .assign = kInto<[](Config& c) -> auto& { return c.server.ops_port; }>,
     .doc = "port of the operations listener; 0: any free port"},
    {.key = "server.data_dir", .kind = Kind::kText, .env = "DATA_DIR", .fallback = "data", .range = kNonEmpty,
     .assign = kInto<[](Config& c) -> auto& { return c.server.data_dir; }>,
     .doc = "folder of the database; made when it is not there"},
    {.key = "server.environment", .kind = Kind::kText, .env = "CALLROOM_ENV", .fallback = "development",
     .choices = kEnvironments,
     .assign = kInto<[](Config& c) -> auto& { return c.server.environment; }>,
     .doc = "production: refuses to work without encryption at rest"},
    {.key = "server.web_dir", .kind = Kind::kText, .env = "WEB_DIR", .fallback = "web/dist",
     .assign = kInto<[](Config& c) -> auto& { return c.server.web_dir; }>,
     .doc = "folder of the built web client; empty: serve none"},
    {.key = "server.tls_cert_file", .kind = Kind::kText, .env = "TLS_CERT_FILE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.server.tls_cert_file; }>,
     .doc = "certificate chain (PEM); with tls_key_file: serve TLS"},
    {.key = "server.tls_key_file", .kind = Kind::kText, .env = "TLS_KEY_FILE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.server.tls_key_file; }>,
     .doc = "private key (PEM) of tls_cert_file"},
    {.key = "server.io_threads", .kind = Kind::kInteger, .fallback = "0", .range = {0, 256},
     .assign = kInto<[](Config& c) -> auto& { return c.server.io_threads; }>,
     .doc = "threads that serve connections; 0: one for each core"},
    {.key = "server.worker_threads", .kind = Kind::kInteger, .fallback = "64", .range = {1, 256},
     .assign = kInto<[](Config& c) -> auto& { return c.server.worker_threads; }>,
     .doc = "threads that wait for the store; those that wait together share an fsync"},
    {.key = "server.drain_timeout", .kind = Kind::kDuration, .fallback = "10s", .range = {0, 10 * kMinute},
     .assign = kInto<[](Config& c) -> auto& { return c.server.drain_timeout; }>,
     .doc = "how long a shutdown waits for answers in progress"},
    {.key = "server.trusted_proxies", .kind = Kind::kList, .env = "TRUSTED_PROXIES", .fallback = "",
     .check = is_ip_network, .check_expects = "IP addresses or networks such as 10.0.0.0/8",
     .assign = kInto<[](Config& c) -> auto& { return c.server.trusted_proxies; }>,
     .doc = "proxies whose X-Forwarded-For is believed; from others it is ignored"},

    // http
    {.key = "http.header_timeout", .kind = Kind::kDuration, .fallback = "10s", .range = {kSecond, 10 * kMinute},
     .assign = kInto<[](Config& c) -> auto& { return c.http.header_timeout; }>,
     .doc = "for a request's header to arrive (against slow-loris)"},
    {.key = "http.body_timeout", .kind = Kind::kDuration, .fallback = "30s", .range = {kSecond, 10 * kMinute},
     .assign = kInto<[](Config& c) -> auto& { return c.http.body_timeout; }>,
     .doc = "for a request's body to arrive"},
    {.key = "http.idle_timeout", .kind = Kind::kDuration, .fallback = "60s", .range = {kSecond, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.http.idle_timeout; }>,
     .doc = "between two requests of one connection"},
    {.key = "http.write_timeout", .kind = Kind::kDuration, .fallback = "30s", .range = {kSecond, 10 * kMinute},
     .assign = kInto<[](Config& c) -> auto& { return c.http.write_timeout; }>,
     .doc = "for a peer to take an answer"},
    {.key = "http.max_header_bytes", .kind = Kind::kBytes, .fallback = "16KiB", .range = {kKiB, kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.http.max_header_bytes; }>,
     .doc = "largest request header"},
    {.key = "http.max_body_bytes", .kind = Kind::kBytes, .fallback = "64KiB", .range = {kKiB, 64 * kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.http.max_body_bytes; }>,
     .doc = "largest body of a REST request (no record of the contract comes near it)"},
    {.key = "http.max_connections", .kind = Kind::kInteger, .fallback = "16384", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.http.max_connections; }>,
     .doc = "TCP connections at once; mind the limit of open files"},

    // cors
    {.key = "cors.origins", .kind = Kind::kList, .env = "CORS_ORIGIN", .fallback = "",
     .check = is_origin,
     .check_expects = "\"*\" or origins such as https://app.example.org, lower case, without a path",
     .assign = kInto<[](Config& c) -> auto& { return c.cors.origins; }>,
     .doc = "origins allowed besides the server's own; not set: http://localhost:PORT"},

    // jwt
    {.key = "jwt.secret", .kind = Kind::kText, .env = "JWT_SECRET", .fallback = "",
     .check = is_long_enough_secret, .check_expects = "at least 32 bytes", .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.secret; }>,
     .doc = "key of HS256, HS384 and HS512 tokens, at least 32 bytes; needed to issue tokens (sign-in)"},
    {.key = "jwt.algorithm", .kind = Kind::kText, .env = "JWT_ALGORITHM", .fallback = "HS256",
     .choices = kHmacAlgorithms,
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.algorithm; }>,
     .doc = "what issued tokens are signed with; all three are accepted"},
    {.key = "jwt.jwks_file", .kind = Kind::kText, .env = "JWT_JWKS_FILE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.jwks_file; }>,
     .doc = "JSON Web Key Set of an identity provider (RS256, ES256, EdDSA)"},
    {.key = "jwt.jwks_url", .kind = Kind::kText, .env = "JWT_JWKS_URL", .fallback = "",
     .check = is_http_url_or_empty, .check_expects = "an http:// or https:// URL",
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.jwks_url; }>,
     .doc = "the same from a URL; use https outside a trusted network"},
    {.key = "jwt.jwks_ca_file", .kind = Kind::kText, .env = "JWT_JWKS_CA_FILE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.jwks_ca_file; }>,
     .doc = "certificate authorities (PEM) for jwks_url; empty: the system's"},
    {.key = "jwt.issuer", .kind = Kind::kText, .env = "JWT_ISSUER", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.issuer; }>,
     .doc = "the iss a token must have; empty: any"},
    {.key = "jwt.audience", .kind = Kind::kText, .env = "JWT_AUDIENCE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.audience; }>,
     .doc = "the aud a token must have; empty: any"},
    {.key = "jwt.lifetime", .kind = Kind::kDuration, .env = "JWT_LIFETIME", .fallback = "12h",
     .range = {kMinute, 365 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.jwt.lifetime; }>,
     .doc = "how long an issued token is valid; longer than a working day's calls"},

    // access
    {.key = "access.opens_before", .kind = Kind::kDuration, .fallback = "15m", .range = {0, 7 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.access.opens_before; }>,
     .doc = "how long before sessionDate a call can be entered"},
    {.key = "access.closes_after", .kind = Kind::kDuration, .fallback = "2h", .range = {0, 7 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.access.closes_after; }>,
     .doc = "how long after sessionDate a call can be entered"},
    {.key = "access.paid_states", .kind = Kind::kList, .fallback = "Completed,Confirmed,Paid,Verified",
     .choices = kPaymentStates,
     .assign = kInto<[](Config& c) -> auto& { return c.access.paid_states; }>,
     .doc = "payment statuses that count as paid"},

    // call
    {.key = "call.capacity_individual", .kind = Kind::kInteger, .fallback = "2", .range = {1, 64},
     .assign = kInto<[](Config& c) -> auto& { return c.call.capacity_individual; }>,
     .doc = "participants of an Individual session, besides admins"},
    {.key = "call.capacity_group", .kind = Kind::kInteger, .fallback = "8", .range = {1, 64},
     .assign = kInto<[](Config& c) -> auto& { return c.call.capacity_group; }>,
     .doc = "participants of a Group session, besides admins; a full mesh, so every one costs all others"},
    {.key = "call.capacity_assessment", .kind = Kind::kInteger, .fallback = "2", .range = {1, 64},
     .assign = kInto<[](Config& c) -> auto& { return c.call.capacity_assessment; }>,
     .doc = "participants of an Assessment session, besides admins"},
    {.key = "call.capacity_admins", .kind = Kind::kInteger, .fallback = "1", .range = {0, 64},
     .assign = kInto<[](Config& c) -> auto& { return c.call.capacity_admins; }>,
     .doc = "admins in one call"},
    {.key = "call.reconnect_grace", .kind = Kind::kDuration, .fallback = "30s", .range = {0, 10 * kMinute},
     .assign = kInto<[](Config& c) -> auto& { return c.call.reconnect_grace; }>,
     .doc = "how long a lost participant may take to come back"},
    {.key = "call.empty_grace", .kind = Kind::kDuration, .fallback = "5m", .range = {0, kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.call.empty_grace; }>,
     .doc = "how long a room may be empty before its call ends"},
    {.key = "call.presence_interval", .kind = Kind::kDuration, .fallback = "10s", .range = {kSecond, 15 * kSecond},
     .assign = kInto<[](Config& c) -> auto& { return c.call.presence_interval; }>,
     .doc = "how often it is recorded who is there; a crash costs at most this much exactness, and never over 15s"},

    // realtime
    {.key = "realtime.ping_interval", .kind = Kind::kDuration, .fallback = "25s", .range = {100, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.ping_interval; }>,
     .doc = "between two heartbeats"},
    {.key = "realtime.ping_timeout", .kind = Kind::kDuration, .fallback = "20s", .range = {100, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.ping_timeout; }>,
     .doc = "for the answer to a heartbeat"},
    {.key = "realtime.upgrade_timeout", .kind = Kind::kDuration, .fallback = "10s", .range = {100, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.upgrade_timeout; }>,
     .doc = "for an upgrade to WebSocket to complete"},
    {.key = "realtime.connect_timeout", .kind = Kind::kDuration, .fallback = "45s", .range = {100, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.connect_timeout; }>,
     .doc = "for a new connection to join a namespace"},
    {.key = "realtime.max_payload", .kind = Kind::kBytes, .fallback = "1000000", .range = {kKiB, 64 * kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.max_payload; }>,
     .doc = "largest message (maxPayload of the handshake)"},
    {.key = "realtime.max_queue_bytes", .kind = Kind::kBytes, .fallback = "4MiB", .range = {64 * kKiB, 256 * kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.max_queue_bytes; }>,
     .doc = "outgoing queue of one socket; past it the socket is closed as a slow consumer"},
    {.key = "realtime.recovery_window", .kind = Kind::kDuration, .fallback = "2m", .range = {0, kHour},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.recovery_window; }>,
     .doc = "how long a lost connection's state and packets are kept; 0s: not at all"},
    {.key = "realtime.max_sockets", .kind = Kind::kInteger, .env = "SOCKET_CONNECTION_LIMIT", .fallback = "10000",
     .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.max_sockets; }>,
     .doc = "Socket.IO connections at once"},
    {.key = "realtime.events_per_second", .kind = Kind::kInteger, .fallback = "50", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.events_per_second; }>,
     .doc = "events that one socket may send, in the long run"},
    {.key = "realtime.event_burst", .kind = Kind::kInteger, .fallback = "200", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.event_burst; }>,
     .doc = "events that one socket may send at once"},
    {.key = "realtime.max_sdp_bytes", .kind = Kind::kBytes, .fallback = "128KiB", .range = {kKiB, 8 * kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.max_sdp_bytes; }>,
     .doc = "largest offer or answer"},
    {.key = "realtime.max_candidate_bytes", .kind = Kind::kBytes, .fallback = "8KiB", .range = {256, kMiB},
     .assign = kInto<[](Config& c) -> auto& { return c.realtime.max_candidate_bytes; }>,
     .doc = "largest ICE candidate"},

    // limits
    {.key = "limits.login_per_minute", .kind = Kind::kInteger, .fallback = "5", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.limits.login_per_minute; }>,
     .doc = "sign-ins a minute from one IP address"},
    {.key = "limits.video_call_per_minute", .kind = Kind::kInteger, .env = "VIDEO_CALL_RATE_LIMIT", .fallback = "10",
     .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.limits.video_call_per_minute; }>,
     .doc = "requests a minute of one user to one video-call route"},
    {.key = "limits.probe_per_minute", .kind = Kind::kInteger, .fallback = "20", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.limits.probe_per_minute; }>,
     .doc = "throughput probes a minute of one user; each moves up to 1 MB"},

    // ice
    {.key = "ice.stun_urls", .kind = Kind::kList, .env = "STUN_SERVER_URL", .fallback = "",
     .check = is_stun_url, .check_expects = "stun: or stuns: URLs such as stun:stun.example.org:3478",
     .assign = kInto<[](Config& c) -> auto& { return c.ice.stun_urls; }>,
     .doc = "STUN servers for the browsers; none by default: no third party learns of a call unasked"},
    {.key = "ice.turn_urls", .kind = Kind::kList, .env = "TURN_SERVER_URL", .fallback = "",
     .check = is_turn_url, .check_expects = "turn: or turns: URLs such as turn:turn.example.org:3478?transport=udp",
     .assign = kInto<[](Config& c) -> auto& { return c.ice.turn_urls; }>,
     .doc = "TURN relays for the browsers"},
    {.key = "ice.turn_username", .kind = Kind::kText, .env = "TURN_USERNAME", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.ice.turn_username; }>,
     .doc = "fixed user of the relay; prefer turn_secret"},
    {.key = "ice.turn_password", .kind = Kind::kText, .env = "TURN_PASSWORD", .fallback = "", .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.ice.turn_password; }>,
     .doc = "password of turn_username"},
    {.key = "ice.turn_secret", .kind = Kind::kText, .env = "TURN_SECRET", .fallback = "", .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.ice.turn_secret; }>,
     .doc = "shared secret of the relay (coturn's use-auth-secret): credentials per user, limited in time"},
    {.key = "ice.turn_credential_ttl", .kind = Kind::kDuration, .env = "TURN_CREDENTIAL_TTL", .fallback = "4h",
     .range = {kMinute, 7 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.ice.turn_credential_ttl; }>,
     .doc = "validity of those; the join window (2h15m) and a call that runs on, which may allocate anew at any time"},
    {.key = "ice.transport_policy", .kind = Kind::kText, .env = "ICE_TRANSPORT_POLICY", .fallback = "all",
     .choices = kIcePolicies,
     .assign = kInto<[](Config& c) -> auto& { return c.ice.transport_policy; }>,
     .doc = "relay: media goes through TURN only, so that the two never learn each other's address"},

    // log, audit
    {.key = "log.level", .kind = Kind::kText, .env = "VIDEO_CALL_LOG_LEVEL", .fallback = "info",
     .choices = kLogLevels,
     .assign = kInto<[](Config& c) -> auto& { return c.log.level; }>,
     .doc = "least severity that is logged"},
    {.key = "audit.enabled", .kind = Kind::kBoolean, .env = "AUDIT_LOG_ENABLED", .fallback = "true",
     .assign = kInto<[](Config& c) -> auto& { return c.audit.enabled; }>,
     .doc = "whether audit records are kept"},
    {.key = "audit.checkpoint_records", .kind = Kind::kInteger, .fallback = "1000", .range = {1, kMany},
     .assign = kInto<[](Config& c) -> auto& { return c.audit.checkpoint_records; }>,
     .doc = "a signed checkpoint of the audit trail after so many new records"},
    {.key = "audit.checkpoint_interval", .kind = Kind::kDuration, .fallback = "10m", .range = {kSecond, 30 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.audit.checkpoint_interval; }>,
     .doc = "or after so long, if there is a new record"},
    {.key = "audit.checkpoint_file", .kind = Kind::kText, .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.audit.checkpoint_file; }>,
     .doc = "where they are appended; not set: audit-checkpoints.jsonl in the data directory"},
    {.key = "audit.retention", .kind = Kind::kDuration, .fallback = "183d", .range = {0, 36'500 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.audit.retention; }>,
     .doc = "how long audit records are kept; 0s: for ever"},
    {.key = "audit.retention_by_action", .kind = Kind::kList, .fallback = "",
     .check = is_action_retention, .check_expects = "an audit action and a duration, such as join_attempt=30d",
     .assign = kInto<[](Config& c) -> auto& { return c.audit.retention_by_action; }>,
     .doc = "other times than that for some actions; 0s: for ever"},
    {.key = "retention.quality", .kind = Kind::kDuration, .fallback = "183d", .range = {0, 36'500 * kDay},
     .assign = kInto<[](Config& c) -> auto& { return c.retention.quality; }>,
     .doc = "how long quality samples and ratings are kept; 0s: for ever"},

    // encryption at rest
    {.key = "encryption.key", .kind = Kind::kText, .env = "VIDEO_CALL_ENCRYPTION_KEY", .fallback = "",
     .check = vault::are_master_keys, .check_expects = vault::kMasterKeyForm, .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.encryption.key; }>,
     .doc = "master key: personal fields are encrypted at rest with keys that it wraps"},
    {.key = "encryption.key_file", .kind = Kind::kText, .env = "VIDEO_CALL_ENCRYPTION_KEY_FILE", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.encryption.key_file; }>,
     .doc = "file with the master key instead; below it, one a line, previous ones"},
    {.key = "encryption.key_command", .kind = Kind::kText, .env = "VIDEO_CALL_ENCRYPTION_KEY_COMMAND", .fallback = "",
     .assign = kInto<[](Config& c) -> auto& { return c.encryption.key_command; }>,
     .doc = "shell command that prints what key_file would hold"},
    {.key = "encryption.previous_keys", .kind = Kind::kText, .env = "VIDEO_CALL_ENCRYPTION_PREVIOUS_KEYS",
     .fallback = "", .check = vault::are_master_keys, .check_expects = vault::kMasterKeyForm, .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.encryption.previous_keys; }>,
     .doc = "further master keys that only read, comma-separated: during a rotation"},
    {.key = "store.mongodb_uri", .kind = Kind::kText, .env = "MONGODB_URI", .fallback = "", .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.store.mongodb_uri; }>,
     .doc = "records in this MongoDB database, for example mongodb://host/callroom; empty: SQLite in server.data_dir"},
    {.key = "store.shared", .kind = Kind::kText, .fallback = "auto", .choices = kSharing,
     .assign = kInto<[](Config& c) -> auto& { return c.store.shared; }>,
     .doc = "another application reads users and sessions: they stay plain; auto: if callroom did not make them"},

    // reserved: known names that this build does not serve
    {.key = "reserved.redis_url", .kind = Kind::kText, .env = "REDIS_URL", .fallback = "", .visibility = kSecret,
     .assign = kInto<[](Config& c) -> auto& { return c.reserved.redis_url; }>,
     .doc = "rooms shared through Redis; not supported yet: a start with it is refused"},
};
// clang-format on

}  // namespace

std::span<const Setting> settings() { return kSettings; }

}  // namespace callroom::config
