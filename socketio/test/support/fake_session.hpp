#pragma once

#include "base/guarded.hpp"
#include "engineio/socket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace socketio::test {

/// An Engine.IO session that keeps what is sent.
class FakeSession final : public engineio::Socket {
 public:
  FakeSession(boost::asio::any_io_executor executor, std::string id)
      : executor_(std::move(executor)), id_(std::move(id)) {
    handshake_.remote_address = "192.0.2.1";
    handshake_.headers = {{"user-agent", "fake"}};
  }

  const std::string& id() const override { return id_; }
  const engineio::Handshake& handshake() const override { return handshake_; }
  boost::asio::any_io_executor executor() const override { return executor_; }
  engineio::Transport transport() const override { return engineio::Transport::kWebSocket; }
  base::WallTime last_heard() const override { return base::WallTime{base::Millis{42}}; }

  void send(std::span<const engineio::Message> unit, engineio::Delivery delivery) override {
    {
      auto state = state_.lock();
      if (state->closed || (delivery == engineio::Delivery::kVolatile && !state->writable)) return;
      state->units.emplace_back(unit.begin(), unit.end());
    }
    sent_.notify_all();
    if (on_send) on_send();
  }
  void close() override { state_.lock()->closed = true; }

  [[nodiscard]] bool closed() { return state_.lock()->closed; }
  void set_writable(bool writable) { state_.lock()->writable = writable; }
  /// What was sent since the last call, each unit a list of messages; binary ones with "b:" before them.
  [[nodiscard]] std::vector<std::vector<std::string>> take_units() {
    std::vector<std::vector<engineio::Message>> units;
    state_.lock()->units.swap(units);
    std::vector<std::vector<std::string>> out;
    for (const auto& unit : units) {
      auto& texts = out.emplace_back();
      for (const auto& message : unit) {
        texts.push_back((message.kind == engineio::MessageKind::kBinary ? "b:" : "") + *message.data);
      }
    }
    return out;
  }
  /// The same, flat.
  [[nodiscard]] std::vector<std::string> take() {
    std::vector<std::string> out;
    for (auto& unit : take_units()) out.insert(out.end(), unit.begin(), unit.end());
    return out;
  }
  [[nodiscard]] std::vector<std::vector<engineio::Message>> raw_units() { return state_.lock()->units; }

  /// Waits until something has been sent that was not taken yet.
  void wait_sent() {
    auto state = state_.lock();
    sent_.wait(state.native(), [&] { return !state->units.empty(); });
  }

  std::function<void()> on_send;  ///< Constant while threads are about.

 private:
  struct State {
    std::vector<std::vector<engineio::Message>> units;
    bool closed = false;
    bool writable = true;
  };
  boost::asio::any_io_executor executor_;
  std::string id_;
  engineio::Handshake handshake_;
  base::Guarded<State> state_;
  std::condition_variable sent_;
};

}  // namespace socketio::test
