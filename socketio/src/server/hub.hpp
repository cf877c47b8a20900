#pragma once

#include "server/connection.hpp"
#include "server/context.hpp"

#include <memory>
#include <string>

namespace socketio::server {

/// socketio::Server with its timers given from outside. A connection is its Engine.IO session's attachment: every message
/// finds it without a lock.
class Hub final : public engineio::Handler {
 public:
  Hub(Config config, const base::Clock& clock, std::shared_ptr<rooms::Timers> timers,
      const AdapterFactory& make_adapter);

  void serve(std::string nsp, NamespaceHandler& handler);
  [[nodiscard]] Adapter& adapter() const { return *context_->adapter; }
  [[nodiscard]] const Recoveries& recoveries() const { return *context_->recoveries; }

  void on_open(const std::shared_ptr<engineio::Socket>& socket) override;
  void on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) override;
  void on_close(engineio::Socket& socket, engineio::CloseReason reason) override;

 private:
  const std::shared_ptr<Context> context_;
};

}  // namespace socketio::server
