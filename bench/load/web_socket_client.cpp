#include "load/web_socket_client.hpp"

#include "load/frame.hpp"

namespace load {
namespace {

/// The key is RFC 6455's own example (section 1.3); the bench has no use for checking Sec-WebSocket-Accept.
constexpr std::string_view kUpgrade =
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
constexpr std::string_view kSwitching = "HTTP/1.1 101";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
/// 1000, normal closure (RFC 6455 section 7.4.1).
constexpr std::string_view kNormalClosure = "\x03\xe8";

std::string_view text_of(std::span<const char> bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

void WebSocketClient::on_open() { send(kUpgrade); }

std::string WebSocketClient::encode(std::string_view packet) const {
  std::string frame;
  append_masked(frame, Opcode::kText, packet);
  return frame;
}

void WebSocketClient::leave() {
  std::string frames;
  append_masked(frames, Opcode::kText, "41");
  append_masked(frames, Opcode::kClose, kNormalClosure);
  send(frames);
  flush();
  close();
}

std::size_t WebSocketClient::on_bytes(std::span<char> bytes) {
  std::size_t taken = 0;
  if (!upgraded_) {
    const auto head = text_of(bytes);
    const auto end = head.find(kHeadEnd);
    if (end == std::string_view::npos) return 0;
    if (!head.starts_with(kSwitching)) {
      give_up(head.substr(0, head.find('\r')));
      return 0;
    }
    upgraded_ = true;
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

}  // namespace load
