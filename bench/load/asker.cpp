#include "load/asker.hpp"

#include "load/http_answer.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace load {

void Asker::ask() {
  asked_ = Clock::now();
  if (const auto request = next_()) send(*request);
}

std::size_t Asker::on_bytes(std::span<char> bytes) {
  const std::string_view text(bytes.data(), bytes.size());
  const auto answer = take_answer(text);
  if (!answer) return 0;
  answered_(text.substr(0, answer->bytes), asked_);
  ask();
  return answer->bytes;
}

void Asker::on_lost(std::string_view why) { throw std::runtime_error("HTTP: " + std::string(why)); }

std::string request_head(std::string_view method, std::string_view route, const Booking& booking) {
  return fmt::format(
      "{} /api/video-calls/{}/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\n\r\n",
      method, route, booking.session, booking.client_token);
}

}  // namespace load
