#pragma once

#include <cstdint>

namespace callroom::vault {

/// What holds personal fields. `users` and `sessions` may be another application's as well.
enum class Collection : std::uint8_t { kUsers, kSessions, kAudit, kRatings };

/// Whether another application reads and writes the same database.
enum class Sharing : std::uint8_t { kOwn, kShared };

/// Which collections are sealed. In a shared database the other application must be able to read its users and
/// sessions: they stay plain; what callroom alone writes is sealed there, too.
class SealingPolicy {
 public:
  constexpr SealingPolicy() = default;
  constexpr explicit SealingPolicy(Sharing sharing) : sharing_(sharing) {}

  [[nodiscard]] constexpr bool seals(Collection collection) const noexcept {
    switch (collection) {
      case Collection::kUsers:
      case Collection::kSessions:
        return sharing_ == Sharing::kOwn;
      case Collection::kAudit:
      case Collection::kRatings:
        return true;
    }
    return true;
  }

 private:
  Sharing sharing_ = Sharing::kOwn;
};

}  // namespace callroom::vault
