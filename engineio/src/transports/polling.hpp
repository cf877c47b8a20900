#pragma once

#include "engineio/protocol/packet.hpp"
#include "engineio/protocol/refusal.hpp"
#include "http/message.hpp"

#include <string>

namespace engineio::transports {

/// 200 with packets, for a GET.
[[nodiscard]] http::Response payload_response(std::string payload);
/// 200 with one packet that has no data: the noop or the close that ends a waiting GET.
[[nodiscard]] http::Response packet_response(protocol::PacketType type);
/// 200 "ok", for a POST whose packets were taken.
[[nodiscard]] http::Response pushed_response();
[[nodiscard]] http::Response refusal_response(protocol::Refusal refusal);
/// 413, for a POST whose body is over the limit although its header was not.
[[nodiscard]] http::Response too_large_response();

}  // namespace engineio::transports
