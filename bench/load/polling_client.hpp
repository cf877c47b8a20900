#pragma once

#include "load/client.hpp"
#include "load/http_answer.hpp"

#include <string>

namespace load {

/// A Client over HTTP long-polling: one kept connection on which it always asks, and another on which it sends what has
/// gathered, one request at a time.
class PollingClient final : public Client {
 public:
  PollingClient(Loop& loop, ClientEvents& events, std::size_t number, std::string_view token);

  void connect(const Server& server) override;
  void send_frame(std::string_view frame) override;
  [[nodiscard]] std::string encode(std::string_view packet) const override { return std::string(packet); }
  [[nodiscard]] Framing framing() const noexcept override { return Framing::kPlain; }
  void leave() override;
  [[nodiscard]] bool is_open() const noexcept override { return asking_.is_open(); }
  [[nodiscard]] std::size_t backlog() const noexcept override { return waiting_.size(); }
  /// It does not ask again until it shall.
  void pause_reading() override { paused_ = true; }
  void resume_reading() override;

 private:
  /// One of the two connections.
  class Carrier final : public Connection {
   public:
    Carrier(Loop& loop, PollingClient& owner) : Connection(loop, Output::kAtOnce), owner_(owner) {}

   private:
    void on_open() override { owner_.on_open(*this); }
    std::size_t on_bytes(std::span<char> bytes) override;
    void on_lost(std::string_view why) override { owner_.on_carrier_lost(*this, why); }

    PollingClient& owner_;
  };

  void on_open(Carrier& carrier);
  void on_answer(Carrier& carrier, const HttpAnswer& answer);
  void on_carrier_lost(Carrier& carrier, std::string_view why);
  void on_session(std::string_view packet) override;
  void close_all() noexcept override;
  void ask();
  void post();

  Carrier asking_;
  Carrier sending_;
  Server server_;
  std::string path_;
  std::string waiting_;
  bool posting_ = false;
  bool paused_ = false;
  bool owes_question_ = false;
};

}  // namespace load
