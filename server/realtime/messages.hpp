#pragma once

#include "domain/call.hpp"
#include "socketio/payload.hpp"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

/// What the server says: domain values to the payloads of contract/events.md.
namespace callroom::realtime {

/// An event with one argument.
[[nodiscard]] socketio::Payload one_argument(const boost::json::object& argument);

/// Room for one message's objects on the stack: built, written out, and gone without a call to the allocator for each.
class MessageScratch {
 public:
  MessageScratch() : resource_(buffer_.data(), buffer_.size()) {}
  MessageScratch(const MessageScratch&) = delete;
  MessageScratch& operator=(const MessageScratch&) = delete;
  [[nodiscard]] boost::json::storage_ptr storage() noexcept { return &resource_; }

 private:
  /// A room-joined with two people; more go to the heap by themselves.
  std::array<unsigned char, 4096> buffer_;
  boost::json::monotonic_resource resource_;
};

// `storage` outlives what is returned.
[[nodiscard]] boost::json::object room_joined(const domain::Call& call, const domain::SocketId& self,
                                              const boost::json::storage_ptr& storage);
[[nodiscard]] boost::json::object user_joined(const domain::Participant& participant,
                                              const boost::json::storage_ptr& storage);
[[nodiscard]] boost::json::object user_connection(const domain::UserId& user, const domain::SocketId& socket,
                                                  const boost::json::storage_ptr& storage);
[[nodiscard]] boost::json::object user_left(const domain::TellLeft& left, const boost::json::storage_ptr& storage);
[[nodiscard]] boost::json::object participant_state(const domain::SocketId& from, const domain::MediaState& media,
                                                    const boost::json::storage_ptr& storage);
[[nodiscard]] boost::json::object call_started(const domain::Call& call, const boost::json::storage_ptr& storage);
/// `duration` in minutes, rounded, as the record's callDuration; `durationSeconds` beside it.
[[nodiscard]] boost::json::object call_ended(const domain::Call& call, domain::EndReason reason,
                                             const boost::json::storage_ptr& storage);

}  // namespace callroom::realtime
