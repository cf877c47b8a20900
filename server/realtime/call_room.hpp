#pragma once

#include "app/call_lifecycle.hpp"
#include "app/context.hpp"
#include "app/ports/log.hpp"
#include "app/workers.hpp"
#include "domain/call.hpp"
#include "realtime/room_index.hpp"
#include "socketio/server.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace callroom::realtime {

/// What all rooms share; outlives them. Everything in it is safe from any thread.
struct RoomEnvironment {
  const app::Environment& env;
  app::Workers& workers;
  socketio::Server& sockets;
  app::Log& log;
  RoomIndex& index;
  /// How often the presence of those who are there is written: a crash costs at most this much exactness. The contract
  /// allows 15 s.
  base::Millis presence_interval = base::Seconds{10};
  /// How long to wait before a record that the store could not take is tried again.
  base::Millis retry_interval = base::Seconds{1};
};

/// The owner of one call: the only one that changes it. Events queue up on its strand; each is decided by
/// domain::decide, committed on a worker, and only then becomes the call's state and is told to the sockets.
///
///   submit ─► queue ─► decide ─► commit (worker) ─► adopt: state, index, tellings, answer ─► next
///
/// What has queued up meanwhile is decided together, one after the other, and written in one commit.
class CallRoom : public std::enable_shared_from_this<CallRoom> {
 public:
  enum class Result : std::uint8_t {
    kDone,
    kRefused,      ///< Outcome::refusal says why.
    kUnavailable,  ///< The store could not take it; nothing changed.
    kClosed,       ///< The room is over: ask the directory for another one.
  };
  struct Outcome {
    Result result = Result::kDone;
    std::optional<domain::CallRefusal> refusal;
  };
  /// Runs on the room's strand, after everything was told. `call` is the state then.
  using Done = std::function<void(const Outcome&, const domain::Call& call)>;
  /// Runs once on the room's strand, when the room is over.
  using OnClosed = std::function<void(const domain::RoomId&)>;

  /// `executor`: where the strand runs.
  CallRoom(boost::asio::any_io_executor executor, const RoomEnvironment& shared, domain::Call call, OnClosed on_closed);

  [[nodiscard]] const domain::RoomId& id() const noexcept { return id_; }

  /// Any thread.
  void submit(domain::CallEvent event, app::Origin origin, Done done);
  /// Looks at the clock: takes due deadlines. The timer calls it; so may tests. Any thread.
  void wake();
  /// Writes who is there now, for a shutdown; `done` runs on the strand. Any thread.
  void flush(std::function<void()> done);

 private:
  struct Pending {
    domain::CallEvent event;
    app::Origin origin;
    Done done;
  };
  struct Turn {
    Pending pending;
    domain::Decision decision;
  };
  /// Decisions on their way through the store: each upon what the one before led to, all in one commit. All are facts
  /// or all commands, as a store that is away keeps the one and refuses the other; a start or an end is the last, as
  /// what is decided next depends on what the store makes of it.
  struct Work {
    std::vector<Turn> turns;
    app::CallStep step;
  };

  void pump_soon();
  void pump();
  void begin();
  [[nodiscard]] bool takes(const Work& work, const domain::CallEvent& event) const;
  void decide(Work& work, Pending pending);
  void commit(std::shared_ptr<Work> work);
  void on_committed(const std::shared_ptr<Work>& work, const std::optional<app::StepOutcome>& outcome);
  void on_failed(const std::shared_ptr<Work>& work);
  void log_unwritten(const std::exception_ptr& failure) const;
  void adopt(Work& work, const app::StepOutcome& outcome);
  void adopt(Turn& turn, const app::StepOutcome& outcome);
  void enter_socket_room(const Pending& pending);
  void refuse_waiting();
  void write_presence(std::function<void()> done);
  void arm_timer();
  void close_if_over();
  [[nodiscard]] base::WallTime now();
  [[nodiscard]] std::optional<base::WallTime> next_wake() const;

  // Constant after construction.
  const boost::asio::any_io_executor strand_;
  const RoomEnvironment& shared_;
  const domain::RoomId id_;
  const OnClosed on_closed_;

  // On the strand only.
  domain::Call call_;
  std::deque<Pending> queue_;
  boost::asio::steady_timer timer_;
  base::WallTime last_now_;
  base::WallTime presence_written_;
  bool pumping_soon_ = false;
  bool busy_ = false;        ///< One Work at a time is on its way through the store.
  bool store_down_ = false;  ///< A fact waits to be written; commands are refused meanwhile.
  bool closed_ = false;
};

}  // namespace callroom::realtime
