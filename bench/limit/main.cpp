// The limit: what a relay costs that does nothing but relay. It speaks just enough Engine.IO and Socket.IO for the
// bench's clients, believes everything, parses no JSON, and hands each frame to the socket that its "to" names, with
// "from" instead. Output is gathered: one send for each socket and poll round. No server with the same kernel can be
// much faster; what callroom needs beyond it is what its checks cost.
//
//   bench_limit --port 0     prints {"port":N}
#include "limit/relay.hpp"

#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>

int main(int argc, char** argv) {
  CLI::App cli{"A relay that does nothing but relay"};
  std::uint16_t port = 0;
  cli.add_option("--port", port, "On 127.0.0.1; 0: any free one");
  CLI11_PARSE(cli, argc, argv);
  try {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    limit_relay::Relay relay(port);
    std::printf("{\"port\":%u}\n", relay.port());
    std::fflush(stdout);
    relay.run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_limit: %s\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
