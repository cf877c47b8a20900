#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace socketio {

/// The arguments of an event, ack or CONNECT: JSON text as it stands on the wire, and the binary attachments that its
/// `{"_placeholder":true,"num":N}` objects stand for. Kept as text so that relaying costs no tree; parsed on demand.
///
///   json:         ["hello",{"_placeholder":true,"num":0}]      always valid JSON (checked by the decoder)
///   attachments:  [ <bytes> ]                                  each placeholder's num is below attachments.size()
struct Payload {
  std::string json;
  std::vector<std::shared_ptr<const std::string>> attachments;
};

/// Limits for JSON that came from outside. Past them parsing fails; nothing is truncated.
inline constexpr std::size_t kMaxJsonDepth = 32;

}  // namespace socketio
