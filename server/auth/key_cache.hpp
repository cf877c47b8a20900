#pragma once

#include "auth/key_set.hpp"
#include "auth/key_source.hpp"
#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace callroom::auth {

/// The keys of an identity provider: read at the start, and again when a token names a key that is not among them (the
/// provider has rotated its keys) or when they are older than kMaxKeyAge (it may have withdrawn one). Whoever finds a
/// key missing waits for the source; all others go on with the keys that are there. Thread-safe.
class KeyCache {
 public:
  /// Told of every failure to read the keys; one line, for the log. Called on whichever thread found it.
  using OnProblem = std::function<void(const std::string& line)>;

  /// Reads the keys for the first time. A source that fails is reported and asked again later: an identity provider
  /// that is down must not keep the server from starting. `clock` outlives the cache.
  KeyCache(std::unique_ptr<KeySource> source, const base::Clock& clock, OnProblem on_problem);

  /// See KeySet::find(). May block to read the keys again, at most once in kMinRefreshInterval.
  [[nodiscard]] std::shared_ptr<const SignatureVerifier> find(Algorithm algorithm,
                                                              const std::optional<std::string>& key_id);
  /// The same from memory alone, without blocking; null also when the keys are due to be read again.
  [[nodiscard]] std::shared_ptr<const SignatureVerifier> peek(Algorithm algorithm,
                                                              const std::optional<std::string>& key_id);

 private:
  struct State {
    std::shared_ptr<const KeySet> keys = std::make_shared<KeySet>();
    std::optional<base::SteadyTime> tried_at;
    std::optional<base::SteadyTime> read_at;
  };

  [[nodiscard]] std::shared_ptr<const KeySet> keys();
  [[nodiscard]] bool due(const State& state) const;
  void refresh_if_old();
  /// Reads the keys unless that was tried just now. Holds refreshing_.
  void refresh();

  std::unique_ptr<KeySource> source_;
  const base::Clock& clock_;
  OnProblem on_problem_;
  /// Held by the one thread that reads the source, across its I/O; those who need its answer queue here.
  std::mutex refreshing_;
  base::Guarded<State> state_;
};

/// An unknown `kid` is something anybody can send: it must not become a way to make us flood the identity provider.
inline constexpr base::Seconds kMinRefreshInterval{30};
/// How long a key that its provider has withdrawn may live on here.
inline constexpr base::Minutes kMaxKeyAge{60};

}  // namespace callroom::auth
