#include "websocket/close.hpp"

#include "engineio/protocol/utf8.hpp"
#include "websocket/frame.hpp"

#include <array>

namespace engineio::websocket {
namespace {

constexpr std::size_t kCodeSize = 2;

// RFC 6455, section 7.4.2, and IANA's register: 1004 is reserved; 1005, 1006 and 1015 are never sent; 1016 to 2999 are
// nobody's yet; from 3000 they are of libraries and applications.
constexpr bool may_be_sent(unsigned code) noexcept {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

std::string control_frame(Opcode opcode, std::string_view payload) {
  std::array<char, kMaxServerHead> head{};
  std::string frame(head.data(), write_head(head, opcode, payload.size()));
  return frame.append(payload);
}

}  // namespace

CloseNotice parse_close(std::string_view payload) noexcept {
  if (payload.empty()) return {};
  if (payload.size() < kCodeSize) return {std::nullopt, CloseCode::kProtocolError};
  const auto high = static_cast<unsigned char>(payload[0]);
  const auto low = static_cast<unsigned char>(payload[1]);
  const auto code = static_cast<std::uint16_t>(high << 8 | low);
  if (!may_be_sent(code)) return {std::nullopt, CloseCode::kProtocolError};
  if (!protocol::is_utf8(payload.substr(kCodeSize))) return {std::nullopt, CloseCode::kBadData};
  return {code, std::nullopt};
}

std::string close_frame(std::optional<std::uint16_t> code) {
  if (!code) return control_frame(Opcode::kClose, {});
  const std::array<char, kCodeSize> payload{static_cast<char>(*code >> 8), static_cast<char>(*code & 0xFF)};
  return control_frame(Opcode::kClose, {payload.data(), payload.size()});
}

std::string pong_frame(std::string_view payload) { return control_frame(Opcode::kPong, payload); }

}  // namespace engineio::websocket
