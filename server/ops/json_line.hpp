#pragma once

#include "app/ports/log.hpp"
#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace callroom::ops {

/// One log line as a JSON object, without a line break at its end:
///   {"ts":"2026-11-22T09:30:00.000Z","level":"info","msg":"request","requestId":"…","status":200,"ms":3}
/// The peer's address is in it at kDebug only, a cause at kWarn and kError only.
[[nodiscard]] std::string json_line(base::WallTime now, app::LogLevel level, std::string_view message,
                                    const app::LogFields& fields);

/// Appends `text` as the inside of a JSON string (RFC 8259, section 7): quotes, backslashes and control characters
/// escaped, so that no text can end its line or its string; bytes that are not UTF-8 become U+FFFD.
void append_escaped(std::string& out, std::string_view text);

[[nodiscard]] std::string_view to_string(app::LogLevel level) noexcept;  ///< "debug", "info", "warn", "error"

}  // namespace callroom::ops
