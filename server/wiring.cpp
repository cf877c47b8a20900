#include "wiring.hpp"

#include "app/call_lifecycle.hpp"
#include "app/housekeeper.hpp"
#include "app/metrics_collection.hpp"
#include "app/ports/audit_log.hpp"
#include "app/repeater.hpp"
#include "app/workers.hpp"
#include "auth/argon2_passwords.hpp"
#include "auth/jwt.hpp"
#include "auth/key_source.hpp"
#include "config/value.hpp"
#include "engineio/server.hpp"
#include "front.hpp"
#include "http/server.hpp"
#include "http/static_files.hpp"
#include "ice/ice_servers.hpp"
#include "integrity/checkpointer.hpp"
#include "integrity/retention.hpp"
#include "integrity/signing_keys.hpp"
#include "ops/build_info.hpp"
#include "ops/json_log.hpp"
#include "ops/ops_handler.hpp"
#include "ops/readiness.hpp"
#include "realtime/call_events.hpp"
#include "realtime/call_gateway.hpp"
#include "realtime/call_rooms.hpp"
#include "rest/api.hpp"
#include "rest/client_address.hpp"
#include "rest/credentials.hpp"
#include "socketio/server.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/sqlite/sqlite_key_care.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "vault/key_source.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace callroom {
namespace {

/// The name of the database file in DATA_DIR.
constexpr auto kDatabaseFile = "callroom.db";
/// The name of the file with the keys that sign.
constexpr auto kSigningKeysFile = "signing-keys.json";
/// The name of the file with the audit trail's signed checkpoints.
constexpr auto kCheckpointsFile = "audit-checkpoints.jsonl";
/// Tasks that may wait for a worker. At the pace of a slow disk (5 ms a commit, in groups) this is below a second of
/// work; whoever comes later is told to try again rather than kept waiting.
constexpr std::size_t kWorkerQueue = 4096;
/// Password hashes take a core each; more at once only make each slower.
constexpr std::size_t kPasswordThreads = 2;
/// How often it is asked whether a checkpoint is due, and swept; the steps of one sweep, so that it ends.
constexpr base::Seconds kCheckpointBeat{1};
constexpr base::Minutes kSweepBeat{10};
constexpr std::size_t kSweepSteps = 100;
constexpr std::size_t kPasswordQueue = 64;
/// How long sockets have to take their close packet before the listeners shut.
constexpr base::Millis kGoodbye{500};
/// How old the figures of calls may be: soon enough for a page that is looked at, and one small transaction each time.
constexpr base::Millis kMetricsInterval = base::Seconds{10};

std::size_t cores() { return std::max<std::size_t>(1, std::thread::hardware_concurrency()); }

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

std::shared_ptr<auth::KeyCache> key_cache(const config::Config& config, const base::Clock& clock, app::Log& log) {
  std::unique_ptr<auth::KeySource> source;
  if (!config.jwt.jwks_file.empty()) {
    source = auth::make_file_key_source(config.jwt.jwks_file);
  } else if (!config.jwt.jwks_url.empty()) {
    source = auth::make_url_key_source(config.jwt.jwks_url, config.jwt.jwks_ca_file);
  } else {
    return nullptr;
  }
  auto report = [&log](const std::string& line) {
    log.write(app::LogLevel::kWarn, "the key set could not be read", {.cause = line});
  };
  return std::make_shared<auth::KeyCache>(std::move(source), clock, std::move(report));
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

std::unique_ptr<http::StaticFiles> site_of(const config::Config& config) {
  if (config.server.web_dir.empty()) return nullptr;
  return std::make_unique<http::StaticFiles>(
      http::StaticFilesOptions{.root = config.server.web_dir,
                               .immutable_prefix = "/assets/",
                               .fallback = http::StaticFilesOptions::Fallback::kIndex});
}

store::SqliteOptions sqlite_options(const config::Config& config, app::Log* log) {
  store::SqliteOptions options;
  options.sealing.vault = open_vault(config);
  // An SQLite file is callroom's own (its application_id says so), unless it is said to be shared.
  options.sealing.policy =
      vault::SealingPolicy{config.store.shared == "yes" ? vault::Sharing::kShared : vault::Sharing::kOwn};
  if (log != nullptr) {
    options.on_sealing = [log](std::string_view collection, std::int64_t records) {
      log->write(app::LogLevel::kInfo, "records from before encryption are sealed",
                 {.count = records, .code = collection});
    };
  }
  return options;
}

/// What TrustedProxies needs of a Socket.IO handshake.
http::Request as_request(const engineio::Handshake& handshake) {
  http::Request request;
  request.remote_address = handshake.remote_address;
  request.secure = handshake.secure;
  for (const auto& [name, value] : handshake.headers) request.headers.add(name, value);
  return request;
}

}  // namespace

std::shared_ptr<const vault::Vault> open_vault(const config::Config& config) {
  static const base::SystemClock clock;
  const vault::KeySources sources{.text = config.encryption.key,
                                  .file = config.encryption.key_file,
                                  .command = config.encryption.key_command,
                                  .previous_texts = config.encryption.previous_keys};
  auto keys = vault::load_master_keys(sources);
  if (!keys) return nullptr;
  auto reload = [sources] { return vault::load_master_keys(sources).value(); };
  return std::make_shared<const vault::Vault>(*std::move(keys), std::move(reload), clock);
}

std::unique_ptr<app::Store> open_store(const config::Config& config, const base::Clock& clock, app::Log* log) {
  std::filesystem::create_directories(config.server.data_dir);
  if (!config.store.mongodb_uri.empty()) return std::make_unique<store::MongoStore>(config.store.mongodb_uri, clock);
  return std::make_unique<store::SqliteStore>(config.server.data_dir / kDatabaseFile, sqlite_options(config, log));
}

std::unique_ptr<app::KeyCare> open_key_care(const config::Config& config) {
  if (!config.encryption.on()) {
    throw std::runtime_error(
        "there is no master key: set encryption.key (VIDEO_CALL_ENCRYPTION_KEY) or a source of it");
  }
  const auto path = config.server.data_dir / kDatabaseFile;
  if (!std::filesystem::exists(path)) throw std::runtime_error("there is no database " + path.string());
  return std::make_unique<store::SqliteKeyCare>(path, sqlite_options(config, nullptr));
}

DataFiles data_files(const std::filesystem::path& data_dir) {
  DataFiles files{data_dir / kDatabaseFile, {}};
  for (const auto* name : {kSigningKeysFile, kCheckpointsFile}) {
    if (std::filesystem::exists(data_dir / name)) files.beside.push_back(data_dir / name);
  }
  return files;
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

std::vector<app::PublicKey> signing_keys_of(const config::Config& config) {
  const auto file = config.server.data_dir / kSigningKeysFile;
  // Opening them would make a new one where there is none, and nothing was ever signed with that.
  if (!std::filesystem::exists(file)) throw std::runtime_error("there are no keys in " + file.string());
  const base::SystemClock clock;
  return integrity::SigningKeys(file, clock).keys();
}

std::unique_ptr<app::Signer> open_signing_keys(const config::Config& config, const base::Clock& clock) {
  return std::make_unique<integrity::SigningKeys>(config.server.data_dir / kSigningKeysFile, clock);
}

std::filesystem::path checkpoint_file(const config::Config& config) {
  if (!config.audit.checkpoint_file.empty()) return config.audit.checkpoint_file;
  return config.server.data_dir / kCheckpointsFile;
}

std::unique_ptr<app::TokenIssuer> make_issuer(const config::Config& config, const base::Clock& clock) {
  if (config.jwt.secret.empty()) return nullptr;
  return std::make_unique<auth::JwtIssuer>(
      auth::JwtIssuer::Options{config.jwt.secret, hmac_algorithm(config), claim_rules(config)}, clock);
}

/// Everything of a running server, each after what it uses. stop() joins all threads; only then do the members go, the
/// last first.
struct Application::Parts {
  explicit Parts(const config::Loaded& loaded)
      : config(loaded.config),
        log(ops::log_to_stderr(log_level(config.log.level), clock)),
        store(open_store(config, clock, log.get())),
        signing_keys(config.server.data_dir / kSigningKeysFile, clock),
        checkpointer(store->audit_log(), signing_keys, clock, checkpoint_file(config), checkpoint_policy(config)),
        housekeeper(clock, *log, chores(retention_policy(config))),
        env(make_environment(config, *store, clock)),
        workers(config.server.worker_threads, kWorkerQueue, [this](std::exception_ptr error) { escaped(error); }),
        password_workers(kPasswordThreads, kPasswordQueue, [this](std::exception_ptr error) { escaped(error); }),
        pool(config.server.io_threads == 0 ? cores() : config.server.io_threads),
        verifier({config.jwt.secret, key_cache(config, clock, *log), claim_rules(config)}, clock),
        issuer(make_issuer(config, clock)),
        passwords(kPasswordThreads),
        ice_servers(ice_options(config), clock),
        site(site_of(config)),
        proxies(config.server.trusted_proxies),
        sockets(socket_config(config), clock),
        room_env{env, workers, sockets, *log, index, config.call.presence_interval},
        rooms(room_env, [this] { return boost::asio::any_io_executor(pool.next().get_executor()); }),
        events({env,
                workers,
                sockets,
                *log,
                index,
                rooms,
                {config.realtime.max_sdp_bytes, config.realtime.max_candidate_bytes}}),
        gateway(gateway_options(), verifier, clock, workers, *log, events),
        api(services(), rest_options(config)),
        engine(engine_config(config, api.origins()), sockets, clock),
        front("/socket.io/", engine, api),
        readiness(*store, workers, clock),
        ops(readiness, ops::build_info(), clock),
        listener(public_options(), front, pool),
        ops_listener(ops_options(), ops, pool) {
    sockets.serve("/", gateway);
  }

  /// Nothing is written any more: signs for all of it.
  void last_checkpoint() {
    try {
      checkpointer.write_now();
    } catch (const std::exception& error) {
      log->write(app::LogLevel::kError, "the last checkpoint could not be written", {.cause = error.what()});
    }
  }

  void escaped(const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& what) {
      log->write(app::LogLevel::kError, "an exception escaped a task", {.cause = what.what()});
    } catch (...) {
      log->write(app::LogLevel::kError, "something that is no exception escaped a task", {});
    }
  }

  std::vector<app::Housekeeper::Chore> chores(const integrity::RetentionPolicy& retention) {
    return {{"audit checkpoint", kCheckpointBeat, [this] { checkpointer.tick(); }},
            {"retention", kSweepBeat, [this, retention] {
               const auto swept = sweep(store->audit_log(), signing_keys, retention, clock.now(), kSweepSteps);
               if (swept.audit + swept.feedback == 0) return;
               log->write(app::LogLevel::kInfo, "records past their time were swept",
                          {.count = static_cast<std::int64_t>(swept.audit + swept.feedback)});
             }}};
  }

  rest::Services services() {
    return {.env = env,
            .verifier = verifier,
            .issuer = issuer.get(),
            .passwords = passwords,
            .ice = ice_servers,
            .notifier = rooms,
            .directory = index,
            .signer = signing_keys,
            .log = *log,
            .workers = workers,
            .password_workers = password_workers,
            .site = site.get()};
  }

  realtime::GatewayOptions gateway_options() {
    return {static_cast<double>(config.realtime.events_per_second), static_cast<double>(config.realtime.event_burst),
            [this](const engineio::Handshake& handshake) { return proxies.client_of(as_request(handshake)); },
            rest::has_token_in_query};
  }

  http::ServerOptions public_options() {
    auto options = listener_options(config);
    options.address = config.server.host;
    options.port = config.server.port;
    if (config.server.tls()) {
      options.tls = http::make_tls_context(config.server.tls_cert_file.string(), config.server.tls_key_file.string());
    }
    options.error_body =
        rest::connection_error_body(clock, config.server.tls() ? rest::Transport::kTls : rest::Transport::kPlain);
    options.on_exception = [this](std::exception_ptr error) { escaped(error); };
    return options;
  }

  http::ServerOptions ops_options() {
    auto options = listener_options(config);
    options.address = config.server.ops_host;
    options.port = config.server.ops_port;
    options.error_body = rest::connection_error_body(clock, rest::Transport::kPlain);
    options.on_exception = [this](std::exception_ptr error) { escaped(error); };
    return options;
  }

  void count_metrics() {
    try {
      while (app::collect_metrics(env) == app::Counted::kMore) {
      }
    } catch (const app::StoreUnavailable& error) {
      log->write(app::LogLevel::kWarn, "metrics not counted; the next interval tries again", {.cause = error.what()});
    }
  }

  void start() {
    metrics.start();
    rooms.resume(app::calls_to_resume(env));
    listener.start();
    ops_listener.start();
    housekeeper.start();
    log->write(app::LogLevel::kInfo, "listening", {.count = listener.port()});
  }

  void stop() {
    if (stopped) return;
    stopped = true;
    log->write(app::LogLevel::kInfo, "shutting down", {});
    readiness.shut_down();
    metrics.stop();
    rooms.flush();
    engine.shutdown();
    listener.stop(config.server.drain_timeout);
    ops_listener.stop(kGoodbye);
    password_workers.stop();
    workers.stop();
    housekeeper.stop();
    last_checkpoint();
    pool.stop();
    log->write(app::LogLevel::kInfo, "stopped", {});
  }

  base::SystemClock clock;
  const config::Config config;
  std::unique_ptr<app::Log> log;
  std::unique_ptr<app::Store> store;
  integrity::SigningKeys signing_keys;
  integrity::Checkpointer checkpointer;
  app::Housekeeper housekeeper;
  app::Environment env;
  app::Workers workers;
  app::Workers password_workers;
  http::IoPool pool;
  auth::JwtVerifier verifier;
  std::unique_ptr<app::TokenIssuer> issuer;
  auth::Argon2Passwords passwords;
  ice::IceServers ice_servers;
  std::unique_ptr<http::StaticFiles> site;
  rest::TrustedProxies proxies;
  socketio::Server sockets;
  realtime::RoomIndex index;
  realtime::RoomEnvironment room_env;
  realtime::CallRooms rooms;
  realtime::CallEvents events;
  realtime::CallGateway gateway;
  rest::Api api;
  engineio::Server engine;
  Front front;
  ops::Readiness readiness;
  ops::OpsHandler ops;
  http::Server listener;
  http::Server ops_listener;
  app::Repeater metrics{kMetricsInterval, [this] { count_metrics(); }};
  bool stopped = false;
};

/// SIGTERM and SIGINT, ours from the first moment to the last: one that comes before somebody waits for it is kept, and
/// a second one does not cut the shutdown short (the drain time bounds it).
struct Application::Signals {
  boost::asio::io_context context{1};
  boost::asio::signal_set set{context, SIGTERM, SIGINT};
};

Application::Application(const config::Loaded& loaded)
    : signals_(std::make_unique<Signals>()), parts_(std::make_unique<Parts>(loaded)) {
  for (const auto& notice : loaded.notices) {
    parts_->log->write(app::LogLevel::kWarn, "configuration", {.cause = notice});
  }
}

Application::~Application() { stop(); }

void Application::start() { parts_->start(); }
void Application::stop() { parts_->stop(); }
std::uint16_t Application::port() const { return parts_->listener.port(); }
std::uint16_t Application::ops_port() const { return parts_->ops_listener.port(); }

void Application::wait_for_signal() {
  auto stop_waiting = [this](boost::system::error_code, int) { signals_->context.stop(); };
  signals_->set.async_wait(std::move(stop_waiting));
  signals_->context.run();
}

}  // namespace callroom
