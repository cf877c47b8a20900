#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace base {

/// A newtype over std::string: two ids of different kinds never mix by accident. `Tag` is any (incomplete) type.
template <class Tag>
class StrongString {
 public:
  StrongString() = default;
  explicit StrongString(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] const std::string& str() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
  auto operator<=>(const StrongString&) const = default;

 private:
  std::string value_;
};

}  // namespace base

template <class Tag>
struct std::hash<base::StrongString<Tag>> {
  std::size_t operator()(const base::StrongString<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
