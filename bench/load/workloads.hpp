#pragma once

#include "load/settings.hpp"

#include <string>

namespace load {

// Each runs one workload and gives its figures as a line of JSON. All throw std::runtime_error if the server refused or
// lost anything.

/// Connects as many sockets as asked, bounded at a time, and holds them: CPU of a connect (token checked), connects a
/// second, growth of resident memory for each, and again after the hold.
[[nodiscard]] std::string idle(const Settings& settings);

/// The same in steps, each held for a moment: how resident memory grows with the number of connections.
[[nodiscard]] std::string memory(const Settings& settings);

/// For minutes: idle connections whose heartbeats are answered, beside rooms that relay on a schedule. A look at the
/// server every so often also goes to standard error, as a line of JSON. Lost connections and messages are counted.
[[nodiscard]] std::string hold(const Settings& settings);

/// Open loop: messages leave on a schedule, whatever came of the ones before. Latency counts from the moment that the
/// schedule says, so that a server which stalls is not excused from what it kept waiting ("coordinated omission").
[[nodiscard]] std::string relay(const Settings& settings);

/// Closed loop: in each room `window` messages are on their way; whoever receives one sends the next.
[[nodiscard]] std::string saturate(const Settings& settings);

/// Rooms that relay on a schedule, and one socket that floods another room in every other second: what the flood does
/// to the others' 99th percentile. `seconds` of each.
[[nodiscard]] std::string flood(const Settings& settings);

/// Rooms that relay on a schedule beside some in which one is sent much; for `seconds` it reads that, for as long again
/// it takes nothing from its socket: what that does to the others' 99th percentile, and to the server's memory.
[[nodiscard]] std::string silent(const Settings& settings);

/// Whole calls, `at_once` of them at any time: two connects, two joins, offer, answer, eight candidates each way,
/// leave.
[[nodiscard]] std::string setup(const Settings& settings);

/// `can-join`, then `start`, over HTTP connections that are kept: each with its commit.
[[nodiscard]] std::string rest_can_join(const Settings& settings);
[[nodiscard]] std::string rest_start(const Settings& settings);

/// Some work a given number of times, one after the other, so that the server's instructions for it can be counted:
/// connect, join (connect, join, leave), offer, candidate, can-join.
[[nodiscard]] std::string counted(const Settings& settings);

}  // namespace load
