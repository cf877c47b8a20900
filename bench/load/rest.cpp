#include "load/asker.hpp"
#include "load/measurement.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <stdexcept>

namespace load {
namespace {

/// `request`: of the n-th one. `accepted`: what an answer must contain.
std::string ask_all(const Settings& settings, const std::string& workload, std::string_view accepted,
                    const std::function<std::string(std::size_t)>& request) {
  Loop loop;
  Measurement measured(settings.server_process);
  std::size_t asked = 0;
  const auto next = [&] { return request(asked++); };
  const auto answered = [&](std::string_view answer, Clock::time_point since) {
    if (!answer.starts_with("HTTP/1.1 200") || answer.find(accepted) == std::string_view::npos) {
      throw std::runtime_error(workload + " was refused: " + std::string(answer.substr(0, 1000)));
    }
    const std::chrono::nanoseconds took = Clock::now() - since;
    measured.done(static_cast<std::uint64_t>(took.count()));
  };
  std::vector<std::unique_ptr<Asker>> askers;
  for (std::size_t i = 0; i < settings.connections; ++i) {
    askers.push_back(std::make_unique<Asker>(loop, next, answered));
    askers.back()->open(settings.server, source_address(i));
  }
  const auto never = [] { return false; };
  const auto run = [&](double seconds) {
    loop.run_until(never,
                   Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)));
  };
  run(settings.warmup);
  measured.begin();
  run(settings.seconds);
  measured.finish();
  return measured.to_json(workload, fmt::format(R"(,"connections":{})", settings.connections));
}

}  // namespace

std::string rest_can_join(const Settings& settings) {
  return ask_all(settings, "can-join", R"("canJoin":true)", [&](std::size_t n) {
    return request_head("GET", "can-join", settings.plan[n % settings.plan.size()]);
  });
}

std::string rest_start(const Settings& settings) {
  return ask_all(settings, "start", R"("success":true)",
                 [&](std::size_t n) { return request_head("POST", "start", settings.plan[n % settings.plan.size()]); });
}

}  // namespace load
