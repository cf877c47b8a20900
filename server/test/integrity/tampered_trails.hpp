#pragma once

#include "app/ports/audit_log.hpp"

#include <gtest/gtest.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

// A trail of records, and what somebody who has the store may do to it behind its back.
namespace callroom::integrity::test {

class Trail {
 public:
  virtual ~Trail() = default;
  [[nodiscard]] virtual app::AuditLog& log() = 0;
  [[nodiscard]] virtual app::Store& store() = 0;

  virtual void change(std::int64_t seq) = 0;
  /// Also makes the record's own hash fit.
  virtual void change_and_hash(std::int64_t seq) = 0;
  virtual void remove(std::int64_t first, std::int64_t last) = 0;
  /// Gives the record the place `to`, or that of nobody.
  virtual void move(std::int64_t seq, std::int64_t to) = 0;
  /// A record that was never written, with a hash that fits its content and its predecessor's hash.
  virtual void forge(std::int64_t seq) = 0;
  virtual void set_head(const app::ChainHead& head) = 0;

  void shift(std::int64_t first, std::int64_t last, std::int64_t by) {
    if (by > 0) {
      for (auto seq = last; seq >= first; --seq) move(seq, seq + by);
    } else {
      for (auto seq = first; seq <= last; ++seq) move(seq, seq + by);
    }
  }
  void swap(std::int64_t a, std::int64_t b) {
    constexpr std::int64_t kAside = 1'000'000;
    move(a, kAside);
    move(b, a);
    move(kAside, b);
  }
};

struct TrailKind {
  std::string name;
  std::function<std::shared_ptr<Trail>()> make;
};
inline std::ostream& operator<<(std::ostream& out, const TrailKind& kind) { return out << kind.name; }

/// A memory store whose chain is read through a copy that can be changed.
[[nodiscard]] std::shared_ptr<Trail> memory_trail();
/// A SQLite file, and another connection to it.
[[nodiscard]] std::shared_ptr<Trail> sqlite_trail();
/// A database on the tests' MongoDB server, and other connections to it.
[[nodiscard]] std::shared_ptr<Trail> mongo_trail();

}  // namespace callroom::integrity::test
