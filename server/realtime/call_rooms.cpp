#include "realtime/call_rooms.hpp"

#include "domain/access_rule.hpp"

#include <future>
#include <utility>

namespace callroom::realtime {
CallRooms::CallRooms(const RoomEnvironment& shared, std::function<boost::asio::any_io_executor()> next_executor)
    : shared_(shared), next_executor_(std::move(next_executor)), rooms_(std::make_shared<base::Guarded<Rooms>>()) {}

std::shared_ptr<CallRoom> CallRooms::insert(domain::Call call) {
  auto rooms = rooms_->lock();
  auto& slot = (*rooms)[call.room_id];
  if (!slot) {
    auto forget = [rooms = std::weak_ptr(rooms_)](const domain::RoomId& id) {
      if (const auto alive = rooms.lock()) alive->lock()->erase(id);
    };
    slot = std::make_shared<CallRoom>(next_executor_(), shared_, std::move(call), std::move(forget));
  }
  return slot;
}

std::shared_ptr<CallRoom> CallRooms::open(const domain::Session& session) {
  return insert(domain::new_call(session, domain::join_window(session, shared_.env.access).until));
}

std::shared_ptr<CallRoom> CallRooms::find(const domain::RoomId& room) {
  auto rooms = rooms_->lock();
  const auto found = rooms->find(room);
  return found == rooms->end() ? nullptr : found->second;
}

std::size_t CallRooms::size() { return rooms_->lock()->size(); }

void CallRooms::resume(const std::vector<app::CallToResume>& calls) {
  for (const auto& interrupted : calls) {
    if (!interrupted.session.meeting_link) {
      shared_.log.write(app::LogLevel::kWarn, "a running call without a room cannot be continued",
                        {.session_id = interrupted.session.id});
      continue;
    }
    const auto until = domain::join_window(interrupted.session, shared_.env.access).until;
    const auto room = insert(domain::resume_after_crash(interrupted.session, until, interrupted.stays,
                                                        interrupted.names, shared_.env.clock.now(), shared_.env.call));
    room->wake();
    shared_.log.write(app::LogLevel::kInfo, "call continued after a restart",
                      {.session_id = interrupted.session.id, .room_id = room->id()});
  }
}

void CallRooms::flush() {
  std::vector<std::shared_ptr<CallRoom>> rooms;
  for (const auto& [id, room] : *rooms_->lock()) rooms.push_back(room);
  std::vector<std::future<void>> written;
  for (const auto& room : rooms) {
    auto done = std::make_shared<std::promise<void>>();
    written.push_back(done->get_future());
    room->flush([done] { done->set_value(); });
  }
  for (auto& one : written) one.wait();
}

void CallRooms::call_started(const domain::Session& session) {
  if (!session.meeting_link || !session.call_started) return;
  open(session)->submit(domain::Started{*session.call_started}, {}, nullptr);
}

void CallRooms::call_ended(const domain::Session& session) {
  if (!session.meeting_link || !session.call_ended) return;
  if (const auto room = find(*session.meeting_link)) {
    room->submit(domain::Ended{*session.call_ended}, {}, nullptr);
  }
}

}  // namespace callroom::realtime
