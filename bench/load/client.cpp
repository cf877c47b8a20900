#include "load/client.hpp"

#include "load/polling_client.hpp"
#include "load/web_socket_client.hpp"

#include <charconv>

namespace load {
namespace {

constexpr std::string_view kSidMember = R"("sid":")";
constexpr std::string_view kPingInterval = R"("pingInterval":)";
constexpr std::string_view kPing = "2";
constexpr std::string_view kPong = "3";
constexpr std::size_t kShown = 200;

/// The number behind `member`; 0 when there is none.
unsigned number_behind(std::string_view packet, std::string_view member) {
  unsigned number = 0;
  const auto at = packet.find(member);
  if (at == std::string_view::npos) return number;
  const auto digits = packet.substr(at + member.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::string_view text_behind(std::string_view packet, std::string_view member) noexcept {
  const auto at = packet.find(member);
  if (at == std::string_view::npos) return {};
  const auto rest = packet.substr(at + member.size());
  return rest.substr(0, rest.find('"'));
}

std::unique_ptr<Client> make_client(Loop& loop, ClientEvents& events, Transport transport, Output output,
                                    std::size_t number, std::string_view token) {
  if (transport == Transport::kPolling) return std::make_unique<PollingClient>(loop, events, number, token);
  return std::make_unique<WebSocketClient>(loop, events, output, number, token);
}

void Client::request(unsigned id, std::string_view event, std::string_view json) {
  std::string packet = "42" + std::to_string(id) + "[\"";
  packet.append(event).append("\",").append(json).append("]");
  send_frame(encode(packet));
}

void Client::give_up(std::string_view why) {
  close_all();
  events_.on_lost(*this, why);
}

void Client::on_message(std::string_view packet) {
  if (packet == kPing) {
    ++pongs_;
    return send_frame(encode(kPong));
  }
  if (state_ != State::kConnected) return on_first_messages(packet);
  if (packet.starts_with("42")) return events_.on_event(*this, packet);
  if (packet.starts_with("43")) {
    unsigned id = 0;
    const auto digits = packet.substr(2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (error == std::errc{}) return events_.on_ack(*this, id, packet);
  }
  give_up(packet.substr(0, kShown));
}

void Client::on_first_messages(std::string_view packet) {
  if (state_ == State::kOpening && packet.starts_with("0{")) {
    state_ = State::kJoiningNamespace;
    ping_interval_ = number_behind(packet, kPingInterval);
    on_session(packet);
    return send_frame(encode(R"(40{"token":")" + std::string(token_) + R"("})"));
  }
  const auto sid = text_behind(packet, kSidMember);
  if (state_ != State::kJoiningNamespace || !packet.starts_with("40{") || sid.empty()) {
    return give_up(packet.substr(0, kShown));
  }
  sid_ = sid;
  state_ = State::kConnected;
  events_.on_connected(*this);
}

}  // namespace load
