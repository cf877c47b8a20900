#pragma once

#include "app/ports/passwords.hpp"

#include <cstddef>
#include <cstdint>
#include <semaphore>

namespace callroom::auth {

/// OWASP's first choice for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
inline constexpr std::uint32_t kArgon2MemoryKiB = 19 * 1024;
inline constexpr std::uint32_t kArgon2Passes = 2;
inline constexpr std::uint32_t kArgon2Lanes = 1;
/// RFC 9106, section 3.1: 128 bits of salt are enough for every use; 256 bits of hash.
inline constexpr std::size_t kArgon2SaltBytes = 16;
inline constexpr std::size_t kArgon2HashBytes = 32;

/// Argon2id (RFC 9106) in PHC string form, which names its own parameters: "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
class Argon2Passwords final : public app::Passwords {
 public:
  /// At most `parallel` hashes run at once (each takes 19 MiB and a core for tens of milliseconds); the others wait.
  explicit Argon2Passwords(std::size_t parallel);

  /// Blocks. Throws std::bad_alloc when there is no memory for it.
  [[nodiscard]] base::Secret hash(const base::Secret& password) override;
  /// Blocks. A stored hash that is empty or not Argon2id costs the same time and is false.
  [[nodiscard]] bool verify(const base::Secret& password, const base::Secret& hash) override;

 private:
  [[nodiscard]] base::Secret hash_now(const base::Secret& password) const;

  std::counting_semaphore<> slots_;
  base::Secret dummy_;  ///< The hash of a password that nobody knows.
};

}  // namespace callroom::auth
