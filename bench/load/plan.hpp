#pragma once

#include <string>
#include <vector>

namespace load {

/// A booked session and the tokens of its two people, as bench_seed writes them.
struct Booking {
  std::string session;
  std::string room;
  std::string client_token;
  std::string psychologist_token;
};

/// Reads lines of `session TAB room TAB client id TAB psychologist id TAB token TAB token`.
/// Throws std::runtime_error if the file cannot be read, a line is not of that form, or there is none.
[[nodiscard]] std::vector<Booking> read_plan(const std::string& path);

}  // namespace load
