#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>

namespace base {

/// A value that must not reach a log, an error or a config print: it formats as `***`. `reveal()` is the one way in, so
/// that every use can be found by name.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] const std::string& reveal() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

 private:
  std::string value_;
};

}  // namespace base

template <>
struct fmt::formatter<base::Secret> : fmt::formatter<std::string_view> {
  auto format(const base::Secret&, fmt::format_context& ctx) const {
    return fmt::formatter<std::string_view>::format("***", ctx);
  }
};
