// The bench's load: one thread, one workload, one line of JSON on standard output. scripts/bench runs it; by hand:
//
//   bench_load relay --port 5000 --pid $(pidof callroom) --plan plan.tsv --rooms 500 --rate 20000 --seconds 10
#include "load/workloads.hpp"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>

namespace {

/// Every connection is a descriptor: as many as this process may have at all.
void raise_descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) throw std::runtime_error("the limit of open files cannot be raised");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Load for a Socket.IO call server"};
  cli.require_subcommand(1);
  load::Settings settings;
  std::uint16_t port = 0;
  std::string plan;
  bool gathered = false;
  bool tls = false;
  bool polling = false;
  std::function<std::string(const load::Settings&)> workload;

  const auto add = [&](const char* name, const char* meaning, std::string (*run)(const load::Settings&)) {
    auto* command = cli.add_subcommand(name, meaning);
    command->add_option("--port", port, "The server's, on 127.0.0.1")->required();
    command->add_option("--pid", settings.server_process, "The server's, for what it costs")->required();
    command->add_option("--plan", plan, "Sessions and tokens, as bench_seed writes them")->required();
    command->add_option("--seconds", settings.seconds, "How long is measured (idle: held)")->check(CLI::PositiveNumber);
    command->add_flag("--tls", tls, "Over TLS, whatever the server's certificate");
    command->add_option("--warmup", settings.warmup, "Seconds before that");
    command->callback([&workload, run] { workload = run; });
    return command;
  };
  const auto add_rooms = [&](CLI::App* command) {
    command->add_option("--rooms", settings.rooms, "Rooms with two people each")->check(CLI::PositiveNumber);
    command->add_flag("--gathered", gathered, "One send for each socket and poll round");
    command->add_flag("--polling", polling, "HTTP long-polling rather than WebSocket");
    return command;
  };
  const auto add_scheduled = [&](const char* name, const char* meaning, std::string (*run)(const load::Settings&)) {
    auto* command = add_rooms(add(name, meaning, run));
    command->add_option("--rate", settings.rate, "Messages a second, all rooms together")->check(CLI::PositiveNumber);
    return command;
  };
  const auto add_connections = [&](CLI::App* command) {
    command->add_option("--connections", settings.connections, "Sockets")->check(CLI::PositiveNumber);
  };
  add_connections(add("idle", "Sockets that do nothing", load::idle));
  add_connections(add("memory", "More and more sockets that do nothing", load::memory));
  add_connections(add_scheduled("hold", "Sockets that do nothing, beside traffic, for long", load::hold));
  add_scheduled("relay", "Messages on a schedule", load::relay);
  add_scheduled("flood", "The same beside a flood", load::flood)
      ->add_option("--flood-rate", settings.flood_rate, "Candidates a second from the one socket")
      ->check(CLI::PositiveNumber);
  auto* beside_silent = add_scheduled("silent", "The same beside silent readers", load::silent);
  beside_silent->add_option("--readers", settings.readers, "How many fall silent")->check(CLI::PositiveNumber);
  beside_silent->add_option("--feed-rate", settings.feed_rate, "Offers a second to each")->check(CLI::PositiveNumber);
  add_rooms(add("saturate", "As many messages as go through", load::saturate))
      ->add_option("--window", settings.window, "On their way in each room")
      ->check(CLI::PositiveNumber);
  add("setup", "Whole calls", load::setup)
      ->add_option("--at-once", settings.at_once, "Calls at any moment")
      ->check(CLI::PositiveNumber);
  for (auto* command : {add("can-join", "Access decisions over HTTP", load::rest_can_join),
                        add("start", "Call starts over HTTP", load::rest_start)}) {
    add_connections(command);
  }
  auto* count = add("counted", "A given number of something, one by one", load::counted);
  count->add_option("--what", settings.what, "Which")
      ->check(CLI::IsMember({"connect", "join", "offer", "candidate", "can-join"}));
  count->add_option("--count", settings.count, "How often; 0 leaves what is needed around it");
  CLI11_PARSE(cli, argc, argv);

  try {
    raise_descriptor_limit();
    settings.server.address.sin_family = AF_INET;
    settings.server.address.sin_port = htons(port);
    settings.server.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto context = tls ? std::make_unique<load::TlsContext>() : nullptr;
    settings.server.tls = context.get();
    settings.plan = load::read_plan(plan);
    if (polling) settings.transport = load::Transport::kPolling;
    if (gathered) settings.output = load::Output::kGathered;
    std::puts(workload(settings).c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_load: %s\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
