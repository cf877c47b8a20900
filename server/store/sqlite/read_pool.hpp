#pragma once

#include "base/guarded.hpp"
#include "store/sqlite/connection.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace callroom::store::sqlite {

/// Read connections: each reading thread borrows one for the time of a call, so that readers neither wait for the
/// writer nor for each other. Opened when first needed. Thread-safe.
class ReadPool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;

  /// `most`: connections at the same time; further readers wait for one to come back.
  ReadPool(Open open, std::size_t most) : open_(std::move(open)), most_(most) {}

  /// Runs `read` with a connection and gives back what it returns.
  template <class Read>
  auto with(const Read& read) {
    const Lease lease(*this);
    return read(*lease.connection);
  }

 private:
  struct Lease {
    explicit Lease(ReadPool& owner) : pool(owner), connection(owner.take()) {}
    ~Lease() { pool.give_back(std::move(connection)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ReadPool& pool;
    std::unique_ptr<Connection> connection;
  };
  struct State {
    std::vector<std::unique_ptr<Connection>> idle;
    std::size_t opened = 0;
  };

  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection) noexcept;

  // Constant after construction.
  const Open open_;
  const std::size_t most_;
  // Own synchronization.
  base::Guarded<State> state_;
  std::condition_variable returned_;
};

}  // namespace callroom::store::sqlite
