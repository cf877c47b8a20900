#pragma once

#include "base/guarded.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engineio::server {

class Session;

enum class Inserted : std::uint8_t { kYes, kFull };

/// Every session by its sid. Thread-safe: in shards, so that threads seldom meet.
class SessionMap {
 public:
  /// kFull: there are `limit` already.
  [[nodiscard]] Inserted insert(std::shared_ptr<Session> session, std::size_t limit);
  /// Null if there is none.
  [[nodiscard]] std::shared_ptr<Session> find(const std::string& sid);
  void erase(const std::string& sid);
  [[nodiscard]] std::size_t size() const noexcept { return size_.load(); }
  [[nodiscard]] std::vector<std::shared_ptr<Session>> all();

 private:
  /// By the sid that the session has itself: it is not stored a second time.
  using Shard = base::Guarded<std::unordered_map<std::string_view, std::shared_ptr<Session>>>;
  static constexpr std::size_t kShards = 16;  // a few for each core of a usual machine

  [[nodiscard]] Shard& shard_of(std::string_view sid) noexcept {
    return shards_[std::hash<std::string_view>{}(sid) % kShards];
  }

  std::array<Shard, kShards> shards_;
  std::atomic<std::size_t> size_{0};
};

}  // namespace engineio::server
