#include "wiring/application.hpp"

#include "app/call_lifecycle.hpp"
#include "app/housekeeper.hpp"
#include "app/metrics_collection.hpp"
#include "app/ports/audit_log.hpp"
#include "app/workers.hpp"
#include "auth/argon2_passwords.hpp"
#include "auth/jwt.hpp"
#include "auth/key_source.hpp"
#include "engineio/server.hpp"
#include "http/server.hpp"
#include "http/static_files.hpp"
#include "ice/ice_servers.hpp"
#include "integrity/checkpointer.hpp"
#include "integrity/retention.hpp"
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
#include "wiring/data.hpp"
#include "wiring/front.hpp"
#include "wiring/metrics_page.hpp"
#include "wiring/options.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <thread>

namespace callroom {
namespace {

/// Tasks that may wait for a worker. At the pace of a slow disk (5 ms a commit, in groups) this is below a second of
/// work; whoever comes later is told to try again rather than kept waiting.
constexpr std::size_t kWorkerQueue = 4096;
/// Password hashes take a core each; more at once only make each slower.
constexpr std::size_t kPasswordThreads = 2;
constexpr std::size_t kPasswordQueue = 64;
/// How often it is asked whether a checkpoint is due, and swept; the steps of one sweep, so that it ends.
constexpr base::Seconds kCheckpointBeat{1};
constexpr base::Minutes kSweepBeat{10};
constexpr std::size_t kSweepSteps = 100;
/// How long sockets have to take their close packet before the listeners shut.
constexpr base::Millis kGoodbye{500};
/// How old the figures of calls may be: soon enough for a page that is looked at, and one small transaction each time.
constexpr base::Seconds kMetricsBeat{10};

std::size_t cores() { return std::max<std::size_t>(1, std::thread::hardware_concurrency()); }

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

std::unique_ptr<http::StaticFiles> site_of(const config::Config& config) {
  if (config.server.web_dir.empty()) return nullptr;
  return std::make_unique<http::StaticFiles>(
      http::StaticFilesOptions{.root = config.server.web_dir,
                               .immutable_prefix = "/assets/",
                               .fallback = http::StaticFilesOptions::Fallback::kIndex});
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

/// Everything of a running server, each after what it uses. stop() joins all threads; only then do the members go, the
/// last first.
struct Application::Parts {
  explicit Parts(const config::Loaded& loaded)
      : config(loaded.config),
        log(ops::log_to_stderr(log_level(config.log.level), clock)),
        store(open_store(config, clock, log.get())),
        signing_keys(open_signing_keys(config, clock)),
        checkpointer(store->audit_log(), *signing_keys, clock, checkpoint_file(config), checkpoint_policy(config)),
        housekeeper(clock, *log, chores(retention_policy(config))),
        metered(*store, clock),
        env(make_environment(config, metered, clock)),
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
                {config.realtime.max_sdp_bytes, config.realtime.max_candidate_bytes},
                &tallies}),
        gateway(gateway_options(), verifier, clock, workers, *log, events),
        api(services(), rest_options(config)),
        engine(engine_config(config, api.origins()), sockets, clock),
        front("/socket.io/", engine, api),
        readiness(metered, workers, clock),
        ops(readiness, ops::build_info(), clock, [this] { return metrics_page(metrics_sources()); }),
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
    return {{"audit checkpoint", kCheckpointBeat,
             [this] {
               checkpointer.tick();
               audit_figures.take(checkpointer);
             }},
            {"metrics", kMetricsBeat,
             [this] {
               while (app::collect_metrics(env) == app::Counted::kMore) {
               }
             }},
            {"retention", kSweepBeat, [this, retention] {
               const auto swept = sweep(store->audit_log(), *signing_keys, retention, clock.now(), kSweepSteps);
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
            .signer = *signing_keys,
            .log = *log,
            .workers = workers,
            .password_workers = password_workers,
            .site = site.get(),
            .meter = &tallies};
  }

  MetricsSources metrics_sources() {
    return {clock,   tallies,          metered,      *store, audit_figures,
            workers, password_workers, kWorkerQueue, index,  engine, listener};
  }

  realtime::GatewayOptions gateway_options() {
    return {static_cast<double>(config.realtime.events_per_second), static_cast<double>(config.realtime.event_burst),
            [this](const engineio::Handshake& handshake) { return proxies.client_of(as_request(handshake)); },
            rest::has_token_in_query, &tallies};
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

  void start() {
    rooms.resume(app::calls_to_resume(env));
    listener.start();
    ops_listener.start();
    housekeeper.start();
    log->write(app::LogLevel::kInfo, "listening", {.count = listener.port()});
  }

  void stop() {
    if (stopped) return;
    stopped = true;
    listener.begin_drain();  // first: whoever is answered from here on must not ask again on the same connection
    log->write(app::LogLevel::kInfo, "shutting down", {});
    readiness.shut_down();
    rooms.flush();
    engine.shutdown();
    listener.stop(config.server.drain_timeout);
    ops_listener.stop(kGoodbye);
    password_workers.stop();
    workers.stop();
    store->settle();  // what it still calls back goes to the loops, which end below
    housekeeper.stop();
    last_checkpoint();
    pool.stop();
    log->write(app::LogLevel::kInfo, "stopped", {});
  }

  base::SystemClock clock;
  const config::Config config;
  std::unique_ptr<app::Log> log;
  std::unique_ptr<app::Store> store;
  std::unique_ptr<app::Signer> signing_keys;
  integrity::Checkpointer checkpointer;
  AuditFigures audit_figures;
  app::Housekeeper housekeeper;
  ops::Tallies tallies;
  ops::MeteredStore metered;
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
