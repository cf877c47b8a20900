#pragma once

#include "base/guarded.hpp"
#include "server/connection.hpp"
#include "server/context.hpp"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>

namespace socketio::server {

/// socketio::Server with its timers given from outside: the connections by Engine.IO session, and the context.
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
  using Connections = std::unordered_map<const engineio::Socket*, std::shared_ptr<Connection>>;
  /// Every message looks its connection up; with more shards than a machine has I/O threads they seldom meet.
  static constexpr std::size_t kShards = 16;

  [[nodiscard]] base::Guarded<Connections>& shard(const engineio::Socket& socket);

  const std::shared_ptr<Context> context_;
  std::array<base::Guarded<Connections>, kShards> shards_;
};

}  // namespace socketio::server
