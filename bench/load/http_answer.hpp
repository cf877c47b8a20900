#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace load {

/// A whole answer of HTTP/1.1, in the bytes that it came in.
struct HttpAnswer {
  std::string_view status_line;
  std::string_view body;
  std::size_t bytes = 0;  ///< All of it.

  [[nodiscard]] bool is_ok() const noexcept { return status_line.starts_with("HTTP/1.1 200"); }
};

/// The answer that `bytes` begin with; nullopt while it is not all there. Knows answers with a Content-Length alone:
/// throws std::runtime_error on others.
[[nodiscard]] std::optional<HttpAnswer> take_answer(std::string_view bytes);

}  // namespace load
