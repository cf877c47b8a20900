#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace engineio::loop {

/// Something that wants to be told when a time has come. In at most one wheel; leaves it when destroyed.
class Alarm {
 public:
  Alarm() = default;
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  virtual ~Alarm() { cancel(); }

  /// May come early (see Wheel::kHorizon): look at the clock, and set it again.
  virtual void on_alarm() = 0;
  void cancel() noexcept;

 private:
  friend class Wheel;
  Alarm* next_ = nullptr;
  Alarm** link_ = nullptr;  // what points here; null: in no wheel
};

/// Alarms by the tick they are due at, in a ring of lists: setting and cancelling one touches two pointers, whether
/// there are ten or a hundred thousand. Knows no clock. One thread.
class Wheel {
 public:
  /// The time of one tick is whoever's who counts them. An alarm further away than this goes off early.
  static constexpr std::uint64_t kHorizon = 4'096;

  /// Sets it, or sets it anew, for `tick` (at once: for the next one). `now` must not go back.
  void set(Alarm& alarm, std::uint64_t tick, std::uint64_t now) noexcept;
  /// When fire() should come next; nullopt: not at all. May be earlier than any alarm that is left.
  [[nodiscard]] std::optional<std::uint64_t> next() const noexcept;
  /// Calls every alarm that was due until now. They may set and cancel others, and themselves.
  void fire(std::uint64_t now);
  /// Takes all of them out.
  void clear() noexcept;

 private:
  static constexpr std::size_t kWordBits = 64;

  static std::size_t slot_of(std::uint64_t tick) noexcept { return static_cast<std::size_t>(tick % kHorizon); }
  static void insert(Alarm*& head, Alarm& alarm) noexcept;
  [[nodiscard]] bool is_marked(std::size_t slot) const noexcept {
    return (marks_[slot / kWordBits] >> (slot % kWordBits) & 1) != 0;
  }

  std::array<Alarm*, kHorizon> slots_{};
  std::array<std::uint64_t, kHorizon / kWordBits> marks_{};  // a slot that is not marked is empty
  std::uint64_t fired_ = 0;                                  // every tick up to this one
};

}  // namespace engineio::loop
