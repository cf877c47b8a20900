#pragma once

#include "base/clock.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// 24 lower-case hex digits: MongoDB's ObjectId form (4 bytes seconds, 5 random per process, 3 counter), used for every
/// record in every store so that ids sort by creation time and move between stores unchanged.
class ObjectId {
 public:
  static constexpr std::size_t kHexDigits = 24;

  /// A fresh id. Thread-safe; never the same twice in one process.
  [[nodiscard]] static ObjectId generate(WallTime now);
  /// Upper-case digits are accepted and folded; anything but 24 hex digits is nullopt.
  [[nodiscard]] static std::optional<ObjectId> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const noexcept { return hex_; }
  auto operator<=>(const ObjectId&) const = default;

 private:
  explicit ObjectId(std::string hex) : hex_(std::move(hex)) {}
  std::string hex_;
};

/// Ids of different collections never mix: `using UserId = base::TypedId<struct UserTag>`.
template <class Tag>
class TypedId {
 public:
  explicit TypedId(ObjectId id) : id_(std::move(id)) {}
  [[nodiscard]] static TypedId generate(WallTime now) { return TypedId{ObjectId::generate(now)}; }
  [[nodiscard]] static std::optional<TypedId> parse(std::string_view text) {
    auto id = ObjectId::parse(text);
    if (!id) return std::nullopt;
    return TypedId{*std::move(id)};
  }
  [[nodiscard]] const std::string& str() const noexcept { return id_.str(); }
  auto operator<=>(const TypedId&) const = default;

 private:
  ObjectId id_;
};

}  // namespace base

template <>
struct std::hash<base::ObjectId> {
  std::size_t operator()(const base::ObjectId& id) const noexcept { return std::hash<std::string>{}(id.str()); }
};
template <class Tag>
struct std::hash<base::TypedId<Tag>> {
  std::size_t operator()(const base::TypedId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.str()); }
};
