#include "load/client.hpp"

#include <algorithm>
#include <charconv>

namespace load {
namespace {

/// The key is RFC 6455's own example (section 1.3); the bench has no use for checking Sec-WebSocket-Accept.
constexpr std::string_view kUpgrade =
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
constexpr std::string_view kSwitching = "HTTP/1.1 101";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kSidMember = R"("sid":")";
constexpr std::string_view kPingInterval = R"("pingInterval":)";
constexpr std::string_view kPing = "2";
constexpr std::string_view kPong = "3";

std::string_view text_of(std::span<const char> bytes) { return {bytes.data(), bytes.size()}; }

/// The number behind `member`; 0 when there is none.
unsigned number_of(std::string_view packet, std::string_view member) {
  unsigned number = 0;
  const auto at = packet.find(member);
  if (at == std::string_view::npos) return number;
  const auto digits = packet.substr(at + member.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

void Client::on_open() { send(kUpgrade); }

void Client::say(std::string_view packet) {
  std::string message = "4";
  message += packet;
  std::string frame;
  append_masked(frame, Opcode::kText, message);
  send(frame);
}

void Client::request(unsigned id, std::string_view event, std::string_view json) {
  std::string packet = "2" + std::to_string(id) + "[\"";
  packet.append(event).append("\",").append(json).append("]");
  say(packet);
}

void Client::leave() {
  std::string frames;
  append_masked(frames, Opcode::kText, "41");
  append_masked(frames, Opcode::kClose, "\x03\xe8");
  send(frames);
  flush();
  close();
}

void Client::give_up(std::string_view why) {
  close();
  events_.on_lost(*this, why);
}

std::size_t Client::on_bytes(std::span<char> bytes) {
  std::size_t taken = 0;
  if (state_ == State::kUpgrading) {
    const auto head = text_of(bytes);
    const auto end = head.find(kHeadEnd);
    if (end == std::string_view::npos) return 0;
    if (!head.starts_with(kSwitching)) {
      give_up(head.substr(0, head.find('\r')));
      return 0;
    }
    state_ = State::kOpening;
    taken = end + kHeadEnd.size();
  }
  while (is_open()) {
    const auto frame = take_frame(bytes.subspan(taken));
    if (!frame) break;
    taken += frame->bytes;
    if (!frame->final || frame->opcode == Opcode::kContinuation || frame->opcode == Opcode::kBinary) {
      give_up("a kind of frame that no server here sends");
    } else if (frame->opcode == Opcode::kClose) {
      give_up("closed by the server");
    } else if (frame->opcode == Opcode::kText) {
      on_message(text_of(frame->payload));
    } else if (frame->opcode == Opcode::kPing) {
      std::string pong;
      append_masked(pong, Opcode::kPong, text_of(frame->payload));
      send(pong);
    }
  }
  return taken;
}

void Client::on_message(std::string_view packet) {
  if (packet == kPing) {
    std::string pong;
    append_masked(pong, Opcode::kText, kPong);
    ++pongs_;
    return send(pong);
  }
  if (state_ != State::kConnected) return on_first_messages(packet);
  if (packet.starts_with("42")) return events_.on_event(*this, packet);
  if (packet.starts_with("43")) {
    unsigned id = 0;
    const auto digits = packet.substr(2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (error == std::errc{}) return events_.on_ack(*this, id, packet);
  }
  give_up(packet.substr(0, 200));
}

void Client::on_first_messages(std::string_view packet) {
  if (state_ == State::kOpening && packet.starts_with("0{")) {
    state_ = State::kJoiningNamespace;
    ping_interval_ = number_of(packet, kPingInterval);
    return say(R"(0{"token":")" + std::string(token_) + R"("})");
  }
  const auto sid = packet.find(kSidMember);
  if (state_ != State::kJoiningNamespace || !packet.starts_with("40{") || sid == std::string_view::npos) {
    return give_up(packet.substr(0, 200));
  }
  const auto begin = sid + kSidMember.size();
  sid_ = packet.substr(begin, packet.find('"', begin) - begin);
  state_ = State::kConnected;
  events_.on_connected(*this);
}

}  // namespace load
