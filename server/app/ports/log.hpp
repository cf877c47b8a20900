#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callroom::app {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarn, kError };

/// What a line says: a text written in the source, so that nothing from outside can be pasted into it.
class LogText {
 public:
  /// Implicit on purpose: a literal is passed as it stands, and nothing that is none compiles.
  template <std::size_t N>
  consteval LogText(const char (&text)[N]) : text_(text, N - 1) {}
  [[nodiscard]] constexpr std::string_view str() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// What a line may carry, and nothing else: there is no field for a token, a name or an e-mail address of a person.
/// Empty fields are left out. Views need to live only for the call.
struct LogFields {
  std::string_view request_id = {};
  std::string_view socket_id = {};
  std::optional<domain::SessionId> session_id = std::nullopt;
  std::optional<domain::RoomId> room_id = std::nullopt;
  std::string_view method = {};
  /// A route's pattern ("/video-calls/start/:sessionId") or an event's name; never a raw path.
  std::string_view route = {};
  std::optional<unsigned> status = std::nullopt;
  std::optional<base::Millis> took = std::nullopt;
  std::optional<std::int64_t> count = std::nullopt;
  /// A code from one of our closed enums: "TOO_EARLY", "slow-consumer".
  std::string_view code = {};
  /// The peer's IP address: written at kDebug only, whatever the caller's level (contract: none at info).
  std::string_view peer = {};
  /// what() of an exception: for the operator, never for a client. Written at kWarn and kError only.
  std::string_view cause = {};
};

/// Where log lines go; one JSON object per line (ops/json_log). Any thread; never throws, never blocks on a full disk
/// for longer than the write itself.
class Log {
 public:
  virtual ~Log() = default;
  [[nodiscard]] virtual bool writes(LogLevel level) const noexcept = 0;
  virtual void write(LogLevel level, LogText message, const LogFields& fields) noexcept = 0;
};

}  // namespace callroom::app
