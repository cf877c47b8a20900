#pragma once

#include <string_view>

/// The Socket.IO events of the contract (contract/events.md), in one place.
namespace callroom::realtime::event {

// client to server
inline constexpr std::string_view kJoinRoom = "join-room";
inline constexpr std::string_view kLeaveRoom = "leave-room";
inline constexpr std::string_view kEndCall = "end-call";

// both ways
inline constexpr std::string_view kOffer = "offer";
inline constexpr std::string_view kAnswer = "answer";
inline constexpr std::string_view kIceCandidate = "ice-candidate";
inline constexpr std::string_view kParticipantState = "participant-state";

// server to client
inline constexpr std::string_view kRoomJoined = "room-joined";
inline constexpr std::string_view kUserJoined = "user-joined";
inline constexpr std::string_view kUserReconnecting = "user-reconnecting";
inline constexpr std::string_view kUserReconnected = "user-reconnected";
inline constexpr std::string_view kUserLeft = "user-left";
inline constexpr std::string_view kCallStarted = "call-started";
inline constexpr std::string_view kCallEnded = "call-ended";
inline constexpr std::string_view kError = "error";

}  // namespace callroom::realtime::event
