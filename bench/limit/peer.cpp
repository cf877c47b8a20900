#include "limit/peer.hpp"

#include "limit/relay.hpp"
#include "load/frame.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace limit_relay {
namespace {

/// Sec-WebSocket-Accept of the one key that the bench's clients send (RFC 6455 section 1.3).
constexpr std::string_view kSwitching =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
constexpr std::string_view kTo = R"("to":")";
constexpr std::string_view kFrom = R"("from":")";

}  // namespace

Peer::Peer(Relay& relay, int socket, std::string sid) : relay_(relay), socket_(socket), sid_(std::move(sid)) {
  relay_.loop().watch(socket_, EPOLLIN, *this);
}

Peer::~Peer() {
  relay_.loop().forget(socket_, *this);
  ::close(socket_);
}

void Peer::send(std::string_view first, std::string_view second, std::string_view third, std::string_view fourth) {
  load::append_server_head(unsent_, load::Opcode::kText, first.size() + second.size() + third.size() + fourth.size());
  unsent_.append(first).append(second).append(third).append(fourth);
  if (!deferred_) relay_.loop().defer(*this);
  deferred_ = true;
}

void Peer::on_round_end() {
  deferred_ = false;
  const auto sent = ::send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return lose();
  const auto done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (done == unsent_.size()) {
    unsent_.clear();
    return;
  }
  unsent_.erase(0, done);
  relay_.loop().change(socket_, EPOLLIN | EPOLLOUT, *this);
}

void Peer::lose() { relay_.gone(*this); }

void Peer::on_ready(std::uint32_t events) {
  if ((events & EPOLLOUT) != 0) {
    relay_.loop().change(socket_, EPOLLIN, *this);
    if (!deferred_) on_round_end();
    return;
  }
  const auto scratch = relay_.loop().scratch();
  std::memcpy(scratch.data(), untaken_.data(), untaken_.size());
  const auto got = ::recv(socket_, scratch.data() + untaken_.size(), scratch.size() - untaken_.size(), 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return lose();
  const auto bytes = scratch.first(untaken_.size() + static_cast<std::size_t>(got));
  const auto taken = take(bytes);
  untaken_.assign(bytes.data() + taken, bytes.size() - taken);
}

std::size_t Peer::take(std::span<char> bytes) {
  std::size_t taken = 0;
  if (!upgraded_) {
    const auto end = std::string_view(bytes.data(), bytes.size()).find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    taken = end + 4;
    upgraded_ = true;
    unsent_ += kSwitching;
    send(R"(0{"sid":")", sid_, R"(","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})");
  }
  while (const auto frame = load::take_frame(bytes.subspan(taken))) {
    taken += frame->bytes;
    if (frame->opcode == load::Opcode::kText) on_message({frame->payload.data(), frame->payload.size()});
  }
  return taken;
}

void Peer::on_message(std::string_view packet) {
  if (packet.starts_with("42[")) {
    const auto at = packet.rfind(kTo);
    if (at == std::string_view::npos) return;
    const auto begin = at + kTo.size();
    const auto end = packet.find('"', begin);
    if (auto* to = relay_.find(packet.substr(begin, end - begin)))
      to->send(packet.substr(0, at), kFrom, sid_, packet.substr(end));
  } else if (packet.starts_with("42")) {  // a request: granted, whatever it is
    send("43", packet.substr(2, packet.find('[') - 2), R"([{"ok":true}])");
  } else if (packet.starts_with("40")) {
    send(R"(40{"sid":")", sid_, R"("})");
  }
}

}  // namespace limit_relay
