#pragma once

#include "app/call_lifecycle.hpp"
#include "app/ports/call_notifier.hpp"
#include "base/guarded.hpp"
#include "domain/session.hpp"
#include "realtime/call_room.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace callroom::realtime {

/// The directory of running calls. Thread-safe.
class CallRooms final : public app::CallNotifier {
 public:
  /// `next_executor` gives the thread that a new room lives on. `shared` outlives the directory.
  CallRooms(const RoomEnvironment& shared, std::function<boost::asio::any_io_executor()> next_executor);

  /// The room of a session that has a meeting link; made if there is none.
  [[nodiscard]] std::shared_ptr<CallRoom> open(const domain::Session& session);
  /// Null if no call is running there.
  [[nodiscard]] std::shared_ptr<CallRoom> find(const domain::RoomId& room);
  [[nodiscard]] std::size_t size();

  /// Takes up the calls that a crash or restart interrupted: before the first connection is accepted.
  void resume(const std::vector<app::CallToResume>& calls);
  /// Writes everyone's presence a last time and waits for it: after the sockets were told to go, before the store
  /// closes. Blocks; not on an I/O or worker thread.
  void flush();

  void call_started(const domain::Session& session) override;
  void call_ended(const domain::Session& session) override;

 private:
  using Rooms = std::unordered_map<domain::RoomId, std::shared_ptr<CallRoom>>;
  [[nodiscard]] std::shared_ptr<CallRoom> insert(domain::Call call);

  const RoomEnvironment& shared_;
  const std::function<boost::asio::any_io_executor()> next_executor_;
  /// Shared with the rooms' on_closed, which may run after the directory is gone.
  const std::shared_ptr<base::Guarded<Rooms>> rooms_;
};

}  // namespace callroom::realtime
