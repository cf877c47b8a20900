#pragma once

#include "load/loop.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace limit_relay {

class Peer;

/// Accepts, and finds peers by socket id. One thread.
class Relay final : public load::Pollable {
 public:
  /// Throws std::system_error if it cannot listen there.
  explicit Relay(std::uint16_t port);
  ~Relay() override;

  [[nodiscard]] std::uint16_t port() const;
  [[noreturn]] void run();

  [[nodiscard]] load::Loop& loop() noexcept { return loop_; }
  [[nodiscard]] Peer* find(std::string_view sid) noexcept;
  /// Deletes it once this round is over.
  void gone(Peer& peer);

 private:
  void on_ready(std::uint32_t events) override;

  load::Loop loop_;
  int listener_;
  std::uint64_t next_sid_ = 0;
  /// By socket id: "s" and sixteen digits. The id is the key's storage for those views.
  std::unordered_map<std::string_view, std::unique_ptr<Peer>> peers_;
  std::vector<std::unique_ptr<Peer>> gone_;
};

}  // namespace limit_relay
