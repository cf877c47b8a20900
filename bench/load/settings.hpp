#pragma once

#include "load/client.hpp"
#include "load/plan.hpp"

#include <sys/types.h>
#include <cstddef>
#include <string>
#include <vector>

namespace load {

/// What the command line says; each workload reads what concerns it.
struct Settings {
  Server server;
  pid_t server_process = 0;
  std::vector<Booking> plan;
  Output output = Output::kAtOnce;
  Transport transport = Transport::kWebSocket;
  std::size_t rooms = 500;
  std::size_t connections = 1000;  ///< idle, memory, hold: sockets held; rest: HTTP connections.
  std::size_t at_once = 32;        ///< setup: calls that are being set up at any moment.
  unsigned window = 4;             ///< saturate: messages on their way in each room.
  double rate = 20'000;            ///< relay, flood, silent, hold: messages a second, all rooms together.
  double flood_rate = 50'000;      ///< flood: candidates a second from the one socket.
  std::size_t readers = 5;         ///< silent: how many stop reading.
  double feed_rate = 1000;         ///< silent: offers a second to each of them.
  std::string what = "candidate";  ///< counted: which work.
  std::size_t count = 100;         ///< counted: how often.
  double warmup = 1;               ///< seconds
  double seconds = 5;
  double settle = 1;  ///< idle, memory: seconds that the server has before its memory is looked at.
};

}  // namespace load
