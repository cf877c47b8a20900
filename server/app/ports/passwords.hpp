#pragma once

#include "base/secret.hpp"

#include <string_view>

namespace callroom::app {

/// Password hashing (Argon2id). Slow and memory-hungry on purpose; the implementation bounds how many run at once.
class Passwords {
 public:
  virtual ~Passwords() = default;
  [[nodiscard]] virtual base::Secret hash(const base::Secret& password) = 0;
  /// `hash` empty (unknown user, or one without a password): takes the same time and is false.
  [[nodiscard]] virtual bool verify(const base::Secret& password, const base::Secret& hash) = 0;
};

}  // namespace callroom::app
