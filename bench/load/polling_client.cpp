#include "load/polling_client.hpp"

#include <fmt/format.h>

namespace load {
namespace {

constexpr std::string_view kPath = "/socket.io/?EIO=4&transport=polling";
constexpr std::string_view kSessionMember = R"("sid":")";
/// Between two packets of a payload (Engine.IO 4).
constexpr char kSeparator = '\x1e';

}  // namespace

PollingClient::PollingClient(Loop& loop, ClientEvents& events, std::size_t number, std::string_view token)
    : Client(events, number, token), asking_(loop, *this), sending_(loop, *this), path_(kPath) {}

void PollingClient::connect(const Server& server) {
  server_ = server;
  asking_.open(server_, source_address(number()));
}

void PollingClient::on_open(Carrier& carrier) {
  if (&carrier == &asking_) ask();
  else post();
}

void PollingClient::on_session(std::string_view packet) {
  path_ = fmt::format("{}&sid={}", kPath, text_behind(packet, kSessionMember));
}

void PollingClient::ask() {
  asking_.send(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path_));
}

void PollingClient::send_frame(std::string_view frame) {
  if (!waiting_.empty()) waiting_ += kSeparator;
  waiting_ += frame;
  if (!posting_) post();
}

void PollingClient::post() {
  if (waiting_.empty()) return;
  posting_ = true;
  // A server may have closed a connection on which nothing was sent for long: on_open() comes back here.
  if (!sending_.is_open()) return sending_.open(server_, source_address(number()));
  sending_.send(fmt::format(
      "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: {}\r\n\r\n{}",
      path_, waiting_.size(), waiting_));
  waiting_.clear();
}

std::size_t PollingClient::Carrier::on_bytes(std::span<char> bytes) {
  const auto answer = take_answer({bytes.data(), bytes.size()});
  if (!answer) return 0;
  owner_.on_answer(*this, *answer);
  return answer->bytes;
}

void PollingClient::on_answer(Carrier& carrier, const HttpAnswer& answer) {
  if (!answer.is_ok()) return give_up(answer.status_line);
  if (&carrier == &sending_) {
    posting_ = false;
    return post();
  }
  auto rest = answer.body;
  while (is_open() && !rest.empty()) {
    const auto end = rest.find(kSeparator);
    on_message(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  if (!is_open()) return;
  owes_question_ = paused_;
  if (!paused_) ask();
}

void PollingClient::resume_reading() {
  paused_ = false;
  if (owes_question_ && is_open()) ask();
  owes_question_ = false;
}

void PollingClient::on_carrier_lost(Carrier& carrier, std::string_view why) {
  if (&carrier == &sending_ && !posting_) return;
  give_up(why);
}

void PollingClient::close_all() noexcept {
  asking_.close();
  sending_.close();
}

void PollingClient::leave() {
  send_frame("41\x1e"
             "1");
  close_all();
}

}  // namespace load
