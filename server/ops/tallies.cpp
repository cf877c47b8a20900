#include "ops/tallies.hpp"

namespace callroom::ops {
namespace {

template <class Map>
auto& at(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second : map[std::string{key}];
}

void write_refusals(Exposition& page, std::string_view via, const auto& counts) {
  for (const auto& [code, count] : counts) page.sample({{"via", via}, {"code", code}}, static_cast<double>(count));
}

}  // namespace

// noexcept: running out of memory for a counter ends the program, as everywhere else.

void Tallies::request(std::string_view method, std::string_view route, unsigned status, std::string_view code,
                      std::chrono::microseconds took) noexcept {
  auto state = state_.lock();
  ++state->requests[{std::string{method}, std::string{route}, std::to_string(status)}];
  at(state->latency, route).add(took);
  if (!code.empty()) ++at(state->refused_requests, code);
}

void Tallies::connect(std::string_view code) noexcept {
  auto state = state_.lock();
  if (code.empty()) {
    ++state->connects;
  } else {
    ++at(state->refused_connects, code);
  }
}

void Tallies::event(std::string_view name) noexcept {
  auto state = state_.lock();
  ++at(state->events, name);
}

void Tallies::event_refused(std::string_view code) noexcept {
  auto state = state_.lock();
  ++at(state->refused_events, code);
}

void Tallies::write(Exposition& page) {
  auto state = state_.lock();
  page.family("callroom_http_requests_total", MetricType::kCounter, "REST requests answered.");
  for (const auto& [labels, count] : state->requests) {
    const auto& [method, route, status] = labels;
    page.sample({{"method", method}, {"route", route}, {"status", status}}, static_cast<double>(count));
  }
  page.family("callroom_http_request_duration_seconds", MetricType::kHistogram,
              "From a request's last byte to its answer.");
  for (const auto& [route, latency] : state->latency) latency.write(page, "route", route);
  page.family("callroom_events_total", MetricType::kCounter, "Commands taken from sockets.");
  for (const auto& [name, count] : state->events) page.sample({{"event", name}}, static_cast<double>(count));
  page.counter("callroom_relayed_messages_total", "Offers, answers and candidates taken from sockets.",
               static_cast<double>(relayed_.load()));
  page.counter("callroom_socket_connects_total", "Sockets let in.", static_cast<double>(state->connects));
  page.family("callroom_refusals_total", MetricType::kCounter,
              "What was refused, by the code that the client was told.");
  write_refusals(page, "rest", state->refused_requests);
  write_refusals(page, "connect", state->refused_connects);
  write_refusals(page, "event", state->refused_events);
}

}  // namespace callroom::ops
