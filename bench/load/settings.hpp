#pragma once

#include "load/connection.hpp"
#include "load/plan.hpp"

#include <netinet/in.h>
#include <sys/types.h>
#include <cstddef>
#include <string>
#include <vector>

namespace load {

/// What the command line says; each workload reads what concerns it.
struct Settings {
  sockaddr_in server{};
  pid_t server_process = 0;
  std::vector<Booking> plan;
  Output output = Output::kAtOnce;
  std::size_t rooms = 500;
  std::size_t connections = 1000;  ///< idle: sockets held; rest: HTTP connections.
  std::size_t at_once = 32;        ///< setup: calls that are being set up at any moment.
  unsigned window = 4;             ///< saturate: messages on their way in each room.
  double rate = 20'000;            ///< relay: messages a second, all rooms together.
  std::string what = "candidate";  ///< counted: which work.
  std::size_t count = 100;         ///< counted: how often.
  double warmup = 1;               ///< seconds
  double seconds = 5;
};

}  // namespace load
