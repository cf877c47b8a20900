#include "realtime/call_room.hpp"

#include "realtime/step.hpp"
#include "realtime/tellings.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <exception>
#include <utility>

namespace callroom::realtime {
namespace {

/// A fact has happened whether the store can take it or not (a socket is gone); a command can be refused.
bool is_fact(const domain::CallEvent& event) {
  return !std::holds_alternative<domain::Join>(event) && !std::holds_alternative<domain::EndForAll>(event);
}

bool has_connected(const domain::Call& call) {
  for (const auto& participant : call.participants) {
    if (participant.connection == domain::Connection::kConnected) return true;
  }
  return false;
}

}  // namespace

CallRoom::CallRoom(boost::asio::any_io_executor executor, const RoomEnvironment& shared, domain::Call call,
                   OnClosed on_closed)
    : strand_(boost::asio::make_strand(std::move(executor))),
      shared_(shared),
      id_(call.room_id),
      on_closed_(std::move(on_closed)),
      call_(std::move(call)),
      timer_(strand_),
      last_now_(shared.env.clock.now()),
      presence_written_(last_now_) {
  shared_.index.update(call_, call_);  // a resumed call has participants already
}

void CallRoom::submit(domain::CallEvent event, app::Origin origin, Done done) {
  auto pending = std::make_shared<Pending>(Pending{std::move(event), std::move(origin), std::move(done)});
  auto enqueue = [self = shared_from_this(), pending] {
    self->queue_.push_back(std::move(*pending));
    if (self->store_down_) self->refuse_waiting();
    self->pump_soon();
  };
  boost::asio::post(strand_, std::move(enqueue));
}

void CallRoom::wake() {
  auto look = [self = shared_from_this()] {
    if (self->closed_) return;
    const auto deadline = domain::next_deadline(self->call_, self->shared_.env.call);
    if (deadline && *deadline <= self->now()) {
      self->queue_.push_back(Pending{domain::Tick{}, {}, nullptr});
      self->pump();
    } else if (!self->busy_ && has_connected(self->call_) &&
               self->now() >= self->presence_written_ + self->shared_.presence_interval) {
      self->write_presence(nullptr);
    } else {
      self->arm_timer();
    }
  };
  boost::asio::post(strand_, std::move(look));
}

void CallRoom::flush(std::function<void()> done) {
  auto write = [self = shared_from_this(), done = std::move(done)]() mutable {
    if (self->closed_ || self->busy_ || !has_connected(self->call_)) {
      done();  // busy: what is on its way to the store is newer than anything written now
      return;
    }
    self->write_presence(std::move(done));
  };
  boost::asio::post(strand_, std::move(write));
}

base::WallTime CallRoom::now() {
  // The wall clock may be set back; within one call time does not.
  last_now_ = std::max(last_now_, shared_.env.clock.now());
  return last_now_;
}

void CallRoom::pump_soon() {
  // What came with it in one round of the loop is in the queue by then, and shares its commit.
  if (busy_ || std::exchange(pumping_soon_, true)) return;
  auto later = [self = shared_from_this()] {
    self->pumping_soon_ = false;
    self->pump();
  };
  boost::asio::post(strand_, std::move(later));
}

void CallRoom::pump() {
  while (!busy_ && !queue_.empty()) {
    if (!closed_) {
      begin();
      continue;
    }
    const Pending pending = std::move(queue_.front());
    queue_.pop_front();
    if (pending.done) pending.done({Result::kClosed, {}}, call_);
  }
}

void CallRoom::begin() {
  auto work = std::make_shared<Work>(Work{{}, {call_.session_id, id_, {}, {}, {}, {}}});
  do {
    Pending pending = std::move(queue_.front());
    queue_.pop_front();
    decide(*work, std::move(pending));
  } while (!queue_.empty() && takes(*work, queue_.front().event));
  if (needs_commit(work->step)) {
    busy_ = true;
    commit(std::move(work));
  } else {
    const auto& next = work->turns.back().decision.next;
    adopt(*work, {next.started_at, next.ended_at});
  }
}

bool CallRoom::takes(const Work& work, const domain::CallEvent& event) const {
  const auto& last = work.turns.back();
  return !work.step.start && !work.step.end && !last.decision.next.ended_at &&
         is_fact(event) == is_fact(last.pending.event);
}

void CallRoom::decide(Work& work, Pending pending) {
  const auto& before = work.turns.empty() ? call_ : work.turns.back().decision.next;
  auto decision = domain::decide(before, pending.event, now(), shared_.env.call);
  append(work.step, make_step(before, pending.event, decision, pending.origin, last_now_));
  work.turns.push_back({std::move(pending), std::move(decision)});
}

void CallRoom::commit(std::shared_ptr<Work> work) {
  auto recorded = [self = shared_from_this(), work](const std::exception_ptr& failure,
                                                    const app::StepOutcome& outcome) {
    if (failure) self->log_unwritten(failure);
    auto back = [self, work, written = failure ? std::nullopt : std::optional{outcome}] {
      self->on_committed(work, written);
    };
    boost::asio::post(self->strand_, std::move(back));
  };
  auto on_worker = [self = shared_from_this(), work, recorded = std::move(recorded)] {
    app::record_call_step(self->shared_.env, work->step, work->turns.back().pending.origin, recorded);
  };
  if (!shared_.workers.submit(std::move(on_worker))) {
    auto full = [self = shared_from_this(), work] { self->on_committed(work, std::nullopt); };
    boost::asio::post(strand_, std::move(full));
  }
}

void CallRoom::log_unwritten(const std::exception_ptr& failure) const {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    shared_.log.write(app::LogLevel::kError, "call step not written", {.room_id = id_, .cause = error.what()});
  }
}

void CallRoom::on_committed(const std::shared_ptr<Work>& work, const std::optional<app::StepOutcome>& outcome) {
  if (!outcome) {
    on_failed(work);
    return;
  }
  busy_ = false;
  store_down_ = false;
  adopt(*work, *outcome);
  pump();
}

void CallRoom::on_failed(const std::shared_ptr<Work>& work) {
  if (!is_fact(work->turns.front().pending.event)) {
    busy_ = false;
    for (const auto& turn : work->turns) {
      if (turn.pending.done) turn.pending.done({Result::kUnavailable, {}}, call_);
    }
    pump();
    close_if_over();  // a room that was made for a join that failed is nobody's
    return;
  }
  // Still busy: the order of facts is kept, and they are written as soon as the store is back.
  store_down_ = true;
  refuse_waiting();
  timer_.expires_after(shared_.retry_interval);
  auto again = [self = shared_from_this(), work](boost::system::error_code error) {
    if (!error) self->commit(work);
  };
  timer_.async_wait(std::move(again));
}

void CallRoom::refuse_waiting() {
  std::deque<Pending> facts;
  for (auto& pending : queue_) {
    if (is_fact(pending.event)) {
      facts.push_back(std::move(pending));
    } else if (pending.done) {
      pending.done({Result::kUnavailable, {}}, call_);
    }
  }
  queue_ = std::move(facts);
}

void CallRoom::adopt(Work& work, const app::StepOutcome& outcome) {
  for (auto& turn : work.turns) adopt(turn, outcome);
  if (outcome.ended_at && !call_.ended_at) {
    queue_.push_front(Pending{domain::Ended{*outcome.ended_at}, {}, nullptr});  // ended elsewhere meanwhile
    pump_soon();
  }
  close_if_over();
  arm_timer();
}

void CallRoom::adopt(Turn& turn, const app::StepOutcome& outcome) {
  const auto& done = turn.pending.done;
  if (turn.decision.refusal) {
    if (done) done({Result::kRefused, turn.decision.refusal}, call_);
    return;
  }
  const domain::Call before = std::exchange(call_, std::move(turn.decision.next));
  reconcile(call_, turn.decision, outcome);
  shared_.index.update(before, call_);
  enter_socket_room(turn.pending);
  tell_all(shared_.sockets, before, call_, turn.decision.tell);
  if (done) done({Result::kDone, {}}, call_);
}

void CallRoom::enter_socket_room(const Pending& pending) {
  const auto* join = std::get_if<domain::Join>(&pending.event);
  if (join == nullptr) return;
  // Gone already: its SocketLost is behind this Join in the queue.
  if (const auto socket = shared_.sockets.find("/", join->socket)) socket->join(id_.str());
}

void CallRoom::write_presence(std::function<void()> done) {
  presence_written_ = now();
  std::vector<domain::PresenceInterval> stays;
  for (auto& participant : call_.participants) {
    if (participant.connection != domain::Connection::kConnected) continue;
    participant.stay.last_seen = last_now_;
    stays.push_back(participant.stay);
  }
  busy_ = true;  // a later decision about the same stays must not be overwritten
  auto written = [self = shared_from_this(), done = std::move(done)] {
    self->busy_ = false;
    if (done) done();
    self->pump();
    self->arm_timer();
  };
  auto on_worker = [self = shared_from_this(), stays = std::move(stays), written] {
    try {
      app::record_presence(self->shared_.env, stays);
    } catch (const app::StoreUnavailable& error) {
      self->shared_.log.write(app::LogLevel::kWarn, "presence not written; the next interval tries again",
                              {.room_id = self->id_, .cause = error.what()});
    }
    boost::asio::post(self->strand_, written);
  };
  if (!shared_.workers.submit(std::move(on_worker))) boost::asio::post(strand_, std::move(written));
}

std::optional<base::WallTime> CallRoom::next_wake() const {
  auto next = domain::next_deadline(call_, shared_.env.call);
  if (has_connected(call_)) {
    const auto presence = presence_written_ + shared_.presence_interval;
    next = next ? std::min(*next, presence) : presence;
  }
  return next;
}

void CallRoom::arm_timer() {
  if (closed_ || store_down_) return;  // a retry owns the timer
  const auto next = next_wake();
  if (!next) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(std::max(base::Millis{0}, *next - now()));
  auto due = [weak = weak_from_this()](boost::system::error_code error) {
    if (const auto self = weak.lock(); self && !error) self->wake();
  };
  timer_.async_wait(std::move(due));
}

void CallRoom::close_if_over() {
  const bool over = call_.ended_at.has_value() ||
                    (call_.participants.empty() && !domain::next_deadline(call_, shared_.env.call).has_value());
  if (!over || closed_ || busy_ || !queue_.empty()) return;
  closed_ = true;
  timer_.cancel();
  on_closed_(id_);
}

}  // namespace callroom::realtime
