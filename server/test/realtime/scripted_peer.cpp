#include "scripted_peer.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::realtime::test {

namespace json = boost::json;

void Peer::say(const std::string& text) { server_.on_message(*socket_, engineio::MessageKind::kText, text); }

std::optional<std::string> Peer::take(const std::function<bool(const std::string&)>& wanted) {
  std::optional<std::string> found;
  const auto look = [&] {
    auto& received = socket_->received;
    const auto at = std::find_if(received.begin(), received.end(), wanted);
    if (at == received.end()) return false;
    found = *at;
    received.erase(at);
    return true;
  };
  run_until_(look);
  return found;
}

json::object Peer::connect(const json::object& auth) {
  server_.on_open(socket_);
  say("0" + json::serialize(auth));
  const auto answer = take([](const std::string& text) { return text.starts_with("0") || text.starts_with("4{"); });
  if (!answer) {
    ADD_FAILURE() << "no answer to CONNECT";
    return {};
  }
  auto payload = json::parse(answer->substr(1)).as_object();
  if (const auto* sid = payload.if_contains("sid")) sid_ = sid->as_string();
  return payload;
}

json::object Peer::request(std::string_view event, const json::value& argument) {
  const auto ack = std::to_string(next_ack_++);
  say("2" + ack + json::serialize(json::array{event, argument}));
  const auto prefix = "3" + ack + "[";
  const auto answer = take([&](const std::string& text) { return text.starts_with(prefix); });
  if (!answer) {
    ADD_FAILURE() << "no ack for " << event << "; received: " << testing::PrintToString(socket_->received);
    return {};
  }
  return json::parse(answer->substr(prefix.size() - 1)).as_array().at(0).as_object();
}

void Peer::emit(std::string_view event, const json::value& argument) {
  say("2" + json::serialize(json::array{event, argument}));
}

json::object Peer::expect(std::string_view event) {
  const auto prefix = "2[\"" + std::string(event) + "\"";
  const auto text = take([&](const std::string& one) { return one.starts_with(prefix); });
  if (!text) {
    ADD_FAILURE() << "no event " << event << "; received: " << testing::PrintToString(socket_->received);
    return {};
  }
  return json::parse(text->substr(1)).as_array().at(1).as_object();
}

bool Peer::has(std::string_view event) {
  const auto prefix = "2[\"" + std::string(event) + "\"";
  const auto& received = socket_->received;
  return std::any_of(received.begin(), received.end(), [&](const auto& text) { return text.starts_with(prefix); });
}

void Peer::drop(engineio::CloseReason reason) { server_.on_close(*socket_, reason); }

}  // namespace callroom::realtime::test
