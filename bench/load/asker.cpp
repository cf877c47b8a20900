#include "load/asker.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace load {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLength = "Content-Length: ";

}  // namespace

void Asker::ask() {
  asked_ = Clock::now();
  if (const auto request = next_()) send(*request);
}

std::size_t Asker::on_bytes(std::span<char> bytes) {
  const std::string_view text(bytes.data(), bytes.size());
  const auto end = text.find(kHeadEnd);
  if (end == std::string_view::npos) return 0;
  const auto at = text.substr(0, end).find(kLength);
  if (at == std::string_view::npos) throw std::runtime_error("an answer without Content-Length");
  std::size_t length = 0;
  std::from_chars(text.data() + at + kLength.size(), text.data() + end, length);
  const auto whole = end + kHeadEnd.size() + length;
  if (text.size() < whole) return 0;
  answered_(text.substr(0, whole), asked_);
  ask();
  return whole;
}

void Asker::on_lost(std::string_view why) { throw std::runtime_error("HTTP: " + std::string(why)); }

std::string request_head(std::string_view method, std::string_view route, const Booking& booking) {
  return fmt::format(
      "{} /api/video-calls/{}/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\n\r\n",
      method, route, booking.session, booking.client_token);
}

}  // namespace load
