#pragma once

#include <atomic>
#include <cstdint>

namespace engineio::server {

/// Lets the server's destructor be sure that no thread is in the handler, or ever will be again. Whatever happens to a
/// session happens inside a Pass.
class Gate {
 public:
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(gate) {
      gate_.inside_.fetch_add(1);
      open_ = gate_.open_.load();
    }
    ~Pass() {
      if (gate_.inside_.fetch_sub(1) == 1 && !gate_.open_.load()) gate_.inside_.notify_all();
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    /// False: the server is gone, touch nothing of it.
    explicit operator bool() const noexcept { return open_; }

   private:
    Gate& gate_;
    bool open_;
  };

  /// Nobody passes any more. Returns when nobody is inside; must not be called from inside.
  void shut() {
    open_.store(false);
    for (auto inside = inside_.load(); inside != 0; inside = inside_.load()) inside_.wait(inside);
  }

 private:
  // Sequentially consistent on purpose: each side writes its own and then reads the other's.
  std::atomic<bool> open_{true};
  std::atomic<std::uint32_t> inside_{0};
};

}  // namespace engineio::server
