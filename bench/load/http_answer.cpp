#include "load/http_answer.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace load {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLength = "\r\ncontent-length:";

bool same_letter(char one, char other) {
  return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

}  // namespace

std::optional<HttpAnswer> take_answer(std::string_view bytes) {
  const auto end = bytes.find(kHeadEnd);
  if (end == std::string_view::npos) return std::nullopt;
  const auto head = bytes.substr(0, end);
  // Field names are the same in any case (RFC 9110 section 5.1).
  const auto* const at = std::search(head.begin(), head.end(), kLength.begin(), kLength.end(), same_letter);
  if (at == head.end()) throw std::runtime_error("an answer without Content-Length");
  const auto* digits = at + kLength.size();
  while (digits != head.end() && *digits == ' ') ++digits;
  std::size_t length = 0;
  if (std::from_chars(digits, head.end(), length).ec != std::errc{})
    throw std::runtime_error("an answer with a Content-Length that is no number");
  const auto whole = end + kHeadEnd.size() + length;
  if (bytes.size() < whole) return std::nullopt;
  return HttpAnswer{head.substr(0, head.find('\r')), bytes.substr(end + kHeadEnd.size(), length), whole};
}

}  // namespace load
