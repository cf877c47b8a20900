#pragma once

#include "load/client.hpp"

namespace load {

/// A Client whose messages are WebSocket frames, from the first request on: without polling before.
class WebSocketClient final : public Client, private Connection {
 public:
  WebSocketClient(Loop& loop, ClientEvents& events, Output output, std::size_t number, std::string_view token)
      : Client(events, number, token), Connection(loop, output) {}

  void connect(const Server& server) override { open(server, source_address(number())); }
  void send_frame(std::string_view frame) override { send(frame); }
  [[nodiscard]] std::string encode(std::string_view packet) const override;
  [[nodiscard]] Framing framing() const noexcept override { return Framing::kWebSocket; }
  void leave() override;
  [[nodiscard]] bool is_open() const noexcept override { return Connection::is_open(); }
  [[nodiscard]] std::size_t backlog() const noexcept override { return Connection::backlog(); }
  void pause_reading() override { Connection::pause_reading(); }
  void resume_reading() override { Connection::resume_reading(); }

 private:
  void on_open() override;
  std::size_t on_bytes(std::span<char> bytes) override;
  void on_lost(std::string_view why) override { give_up(why); }
  void close_all() noexcept override { close(); }

  bool upgraded_ = false;
};

}  // namespace load
