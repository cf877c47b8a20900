#include "load/plan.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace load {

std::vector<Booking> read_plan(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read the plan " + path);
  std::vector<Booking> bookings;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::array<std::string, 6> field;
    for (auto& one : field) {
      if (!std::getline(fields, one, '\t') || one.empty()) {
        throw std::runtime_error(path + ":" + std::to_string(bookings.size() + 1) + ": six fields are expected");
      }
    }
    bookings.push_back({field[0], field[1], field[4], field[5]});
  }
  if (bookings.empty()) throw std::runtime_error("the plan " + path + " is empty");
  return bookings;
}

}  // namespace load
