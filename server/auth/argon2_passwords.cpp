#include "auth/argon2_passwords.hpp"

#include "base/random.hpp"

#include <argon2.h>
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <string>

namespace callroom::auth {
namespace {

class Slot {
 public:
  explicit Slot(std::counting_semaphore<>& slots) : slots_(slots) { slots_.acquire(); }
  ~Slot() { slots_.release(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  std::counting_semaphore<>& slots_;
};

void check(int code) {
  if (code == ARGON2_OK) return;
  if (code == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc{};
  throw std::runtime_error{fmt::format("argon2: {}", argon2_error_message(code))};
}

/// Argon2's own answer: no, yes, or nothing to compare with.
enum class Match : std::uint8_t { kNo, kYes, kUnreadable };

Match match(const std::string& password, const std::string& hash) {
  const auto code = argon2id_verify(hash.c_str(), password.data(), password.size());
  if (code == ARGON2_OK) return Match::kYes;
  if (code == ARGON2_VERIFY_MISMATCH) return Match::kNo;
  if (code == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc{};
  return Match::kUnreadable;
}

}  // namespace

Argon2Passwords::Argon2Passwords(std::size_t parallel)
    : slots_(static_cast<std::ptrdiff_t>(std::max<std::size_t>(parallel, 1))),
      dummy_(hash_now(base::Secret{base::random_token(32)})) {}

base::Secret Argon2Passwords::hash(const base::Secret& password) {
  const Slot slot{slots_};
  return hash_now(password);
}

bool Argon2Passwords::verify(const base::Secret& password, const base::Secret& hash) {
  const Slot slot{slots_};
  const auto& text = password.reveal();
  const auto result = hash.empty() ? Match::kUnreadable : match(text, hash.reveal());
  if (result == Match::kUnreadable) static_cast<void>(match(text, dummy_.reveal()));  // for its time alone
  return result == Match::kYes;
}

base::Secret Argon2Passwords::hash_now(const base::Secret& password) const {
  std::array<std::uint8_t, kArgon2SaltBytes> salt{};
  base::random_bytes(salt);
  const auto& text = password.reveal();
  std::string encoded(
      argon2_encodedlen(kArgon2Passes, kArgon2MemoryKiB, kArgon2Lanes, kArgon2SaltBytes, kArgon2HashBytes, Argon2_id),
      '\0');
  check(argon2id_hash_encoded(kArgon2Passes, kArgon2MemoryKiB, kArgon2Lanes, text.data(), text.size(), salt.data(),
                              salt.size(), kArgon2HashBytes, encoded.data(), encoded.size()));
  encoded.resize(encoded.find('\0'));
  return base::Secret{std::move(encoded)};
}

}  // namespace callroom::auth
