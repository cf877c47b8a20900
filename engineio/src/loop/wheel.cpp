#include "loop/wheel.hpp"

#include <algorithm>
#include <utility>

namespace engineio::loop {

void Alarm::cancel() noexcept {
  if (link_ == nullptr) return;
  *link_ = next_;
  if (next_ != nullptr) next_->link_ = link_;
  next_ = nullptr;
  link_ = nullptr;
}

void Wheel::insert(Alarm*& head, Alarm& alarm) noexcept {
  alarm.next_ = head;
  alarm.link_ = &head;
  if (head != nullptr) head->link_ = &alarm.next_;
  head = &alarm;
}

void Wheel::set(Alarm& alarm, std::uint64_t tick, std::uint64_t now) noexcept {
  alarm.cancel();
  const bool empty = std::all_of(marks_.begin(), marks_.end(), [](std::uint64_t word) { return word == 0; });
  if (empty) fired_ = now;  // It stood still.
  const std::size_t slot = slot_of(std::clamp(tick, fired_ + 1, fired_ + kHorizon - 1));
  marks_[slot / kWordBits] |= std::uint64_t{1} << (slot % kWordBits);
  insert(slots_[slot], alarm);
}

std::optional<std::uint64_t> Wheel::next() const noexcept {
  const std::size_t first = slot_of(fired_ + 1);
  for (std::size_t i = 0; i <= marks_.size(); ++i) {
    const std::size_t at = (first / kWordBits + i) % marks_.size();
    std::uint64_t word = marks_[at];
    // The word we begin in is looked at twice: first what is ahead in it, after the whole round what is behind.
    const std::uint64_t ahead = ~std::uint64_t{0} << (first % kWordBits);
    if (i == 0) word &= ahead;
    if (i == marks_.size()) word &= ~ahead;
    if (word == 0) continue;
    const std::size_t slot = at * kWordBits + static_cast<std::size_t>(std::countr_zero(word));
    return fired_ + 1 + (slot + kHorizon - first) % kHorizon;
  }
  return std::nullopt;
}

void Wheel::fire(std::uint64_t now) {
  // Alarms that are set meanwhile go behind `now`, so that none is called twice.
  const std::uint64_t from = fired_ + 1;
  const std::uint64_t until = std::min(now, fired_ + kHorizon);
  fired_ = std::max(fired_, now);
  Alarm* due = nullptr;
  for (std::uint64_t tick = from; tick <= until; ++tick) {
    const std::size_t slot = slot_of(tick);
    if (!is_marked(slot)) continue;
    marks_[slot / kWordBits] &= ~(std::uint64_t{1} << (slot % kWordBits));
    while (Alarm* const alarm = slots_[slot]) {
      alarm->cancel();
      insert(due, *alarm);
    }
  }
  while (due != nullptr) {
    Alarm& alarm = *due;
    alarm.cancel();
    alarm.on_alarm();
  }
}

void Wheel::clear() noexcept {
  for (Alarm*& head : slots_) {
    while (head != nullptr) head->cancel();
  }
  marks_ = {};
}

}  // namespace engineio::loop
