#include "ops/ops_handler.hpp"

#include "base/iso_time.hpp"
#include "base/random.hpp"
#include "ops/exposition.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

namespace callroom::ops {
namespace {

namespace json = boost::json;

http::Response respond_text(unsigned status, std::string_view type, std::string body) {
  http::Response response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.set("Content-Type", std::string{type});
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

http::Response respond_json(unsigned status, const json::object& body) {
  return respond_text(status, "application/json; charset=utf-8", json::serialize(body));
}

http::Response success(json::object data) { return respond_json(200, {{"success", true}, {"data", std::move(data)}}); }

http::Response failure(unsigned status, std::string_view code, std::string_view message, json::value details,
                       base::WallTime now) {
  constexpr std::size_t kRequestIdBytes = 15;
  const auto id = base::random_token(kRequestIdBytes);
  const json::object error{{"code", code},
                           {"message", message},
                           {"details", std::move(details)},
                           {"timestamp", base::to_iso(now)},
                           {"requestId", id}};
  auto response = respond_json(status, {{"success", false}, {"error", error}});
  response.headers.set("X-Request-Id", id);
  return response;
}

http::Response readiness_answer(const Reasons& reasons, base::WallTime now) {
  if (reasons.empty()) return success({{"status", "ready"}});
  json::array list;
  for (const auto reason : reasons) list.push_back(json::value(to_string(reason)));
  json::object details;
  details["reasons"] = std::move(list);
  return failure(503, "UNAVAILABLE", "Not ready", std::move(details), now);
}

}  // namespace

OpsHandler::OpsHandler(Readiness& readiness, const BuildInfo& build, const base::Clock& clock, Metrics metrics,
                       base::Millis store_timeout)
    : readiness_(readiness),
      build_(build),
      clock_(clock),
      metrics_(std::move(metrics)),
      store_timeout_(store_timeout) {}

void OpsHandler::answer_ready(const std::shared_ptr<http::Exchange>& exchange) {
  // The first respond() counts: whichever of the two comes first, the other does nothing.
  auto timer = std::make_shared<boost::asio::steady_timer>(exchange->executor(), store_timeout_);
  timer->async_wait([exchange, timer, &clock = clock_](const boost::system::error_code& cancelled) {
    if (!cancelled) exchange->respond(readiness_answer({NotReady::kStoreSilent}, clock.now()));
  });
  readiness_.ask([exchange, timer, &clock = clock_](const Reasons& reasons) {
    exchange->respond(readiness_answer(reasons, clock.now()));
    // Timers are not thread-safe: back to the connection's thread to stop this one.
    boost::asio::post(exchange->executor(), [timer] { timer->cancel(); });
  });
}

void OpsHandler::handle(std::shared_ptr<http::Exchange> exchange) {
  const auto& request = exchange->request();
  const bool known = request.path == "/healthz" || request.path == "/readyz" || request.path == "/version" ||
                     request.path == "/metrics";
  if (!known) {
    return exchange->respond(failure(404, "NOT_FOUND", "There is nothing at this address", nullptr, clock_.now()));
  }
  if (request.method != "GET" && request.method != "HEAD") {
    auto refusal = failure(405, "METHOD_NOT_ALLOWED", "This address does not take this method", nullptr, clock_.now());
    refusal.headers.set("Allow", "GET, HEAD");
    return exchange->respond(std::move(refusal));
  }
  // Alive is who can answer: no check of anything else, or a store that is away would get healthy servers killed.
  if (request.path == "/healthz") return exchange->respond(success({{"status", "ok"}}));
  if (request.path == "/readyz") return answer_ready(exchange);
  if (request.path == "/metrics") return exchange->respond(respond_text(200, kExpositionType, metrics_()));
  exchange->respond(success({{"name", build_.name},
                             {"version", build_.version},
                             {"commit", build_.commit},
                             {"buildType", build_.build_type},
                             {"compiler", build_.compiler}}));
}

}  // namespace callroom::ops
