#pragma once

#include "config/load.hpp"

#include <cstdint>
#include <memory>

namespace callroom {

/// The running server: both listeners and everything behind them. Destruction is shutdown.
class Application {
 public:
  /// Opens the store and binds the listeners; throws with one clear line when something is not to be had.
  explicit Application(const config::Loaded& loaded);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Continues interrupted calls, then accepts connections.
  void start();
  /// Blocks until SIGTERM or SIGINT.
  void wait_for_signal();
  /// Not ready; presence written; sockets told to go; answers in progress finished; everything joined. Idempotent.
  void stop();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::uint16_t ops_port() const;

 private:
  struct Signals;
  struct Parts;
  std::unique_ptr<Signals> signals_;  // outlives the parts: their shutdown is not to be interrupted
  std::unique_ptr<Parts> parts_;
};

}  // namespace callroom
