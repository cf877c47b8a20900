#include "loop/wheel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <memory>
#include <vector>

namespace engineio::loop {
namespace {

class Bell final : public Alarm {
 public:
  explicit Bell(std::function<void()> ring = [] {}) : ring_(std::move(ring)) {}
  void on_alarm() override {
    ++rung;
    ring_();
  }
  int rung = 0;

 private:
  std::function<void()> ring_;
};

constexpr std::uint64_t kStart = 1'000'000;

TEST(Wheel, RingsAtItsTickAndOnce) {
  Wheel wheel;
  Bell bell;
  EXPECT_EQ(wheel.next(), std::nullopt);
  wheel.set(bell, kStart + 3, kStart);
  EXPECT_EQ(wheel.next(), kStart + 3);
  wheel.fire(kStart + 2);
  EXPECT_EQ(bell.rung, 0);
  wheel.fire(kStart + 3);
  wheel.fire(kStart + 10);
  EXPECT_EQ(bell.rung, 1);
  EXPECT_EQ(wheel.next(), std::nullopt);
}

TEST(Wheel, ALateLookRingsAllThatWereDue) {
  Wheel wheel;
  std::vector<std::unique_ptr<Bell>> bells;
  for (std::uint64_t i = 1; i <= 10; ++i) {
    bells.push_back(std::make_unique<Bell>());
    wheel.set(*bells.back(), kStart + i * 100, kStart);
  }
  wheel.fire(kStart + 500);
  for (std::size_t i = 0; i < bells.size(); ++i) EXPECT_EQ(bells[i]->rung, i < 5 ? 1 : 0) << i;
  wheel.fire(kStart + 100 * Wheel::kHorizon);
  for (const auto& bell : bells) EXPECT_EQ(bell->rung, 1);
}

TEST(Wheel, SettingAnewMovesIt) {
  Wheel wheel;
  Bell bell;
  wheel.set(bell, kStart + 5, kStart);
  wheel.set(bell, kStart + 50, kStart);
  wheel.fire(kStart + 20);
  EXPECT_EQ(bell.rung, 0);
  wheel.fire(kStart + 50);
  EXPECT_EQ(bell.rung, 1);
}

TEST(Wheel, CancelledAndDestroyedOnesAreSilent) {
  Wheel wheel;
  Bell kept;
  Bell cancelled;
  {
    Bell destroyed;
    wheel.set(destroyed, kStart + 1, kStart);
    wheel.set(kept, kStart + 1, kStart);
    wheel.set(cancelled, kStart + 1, kStart);
  }
  cancelled.cancel();
  wheel.fire(kStart + 1);
  EXPECT_EQ(kept.rung, 1);
  EXPECT_EQ(cancelled.rung, 0);
}

TEST(Wheel, BeyondTheHorizonItRingsEarly) {
  Wheel wheel;
  Bell bell;
  wheel.set(bell, kStart + 10 * Wheel::kHorizon, kStart);
  const auto next = wheel.next();
  ASSERT_TRUE(next);
  EXPECT_LT(*next, kStart + Wheel::kHorizon);
  wheel.fire(*next);
  EXPECT_EQ(bell.rung, 1);
}

TEST(Wheel, WhatIsPastRingsAtTheNextTick) {
  Wheel wheel;
  Bell other;
  Bell bell;
  wheel.set(other, kStart + 100, kStart);
  wheel.set(bell, kStart - 7, kStart);
  EXPECT_EQ(wheel.next(), kStart + 1);
  wheel.fire(kStart + 1);
  EXPECT_EQ(bell.rung, 1);
}

TEST(Wheel, ARingMaySetItselfAgainAndCancelOthersOfItsTick) {
  Wheel wheel;
  Bell before;
  Bell behind;
  Bell* self = nullptr;
  Bell bell([&] {
    before.cancel();
    behind.cancel();
    wheel.set(*self, kStart + 2, kStart + 1);
  });
  self = &bell;
  for (Bell* each : {&before, &bell, &behind}) wheel.set(*each, kStart + 1, kStart);
  wheel.fire(kStart + 1);
  EXPECT_EQ(bell.rung, 1) << "not again in the same call";
  EXPECT_EQ(before.rung + behind.rung, 1) << "one of them had rung already, whatever the order";
  wheel.fire(kStart + 2);
  EXPECT_EQ(bell.rung, 2);
}

TEST(Wheel, AfterStandingStillForLongTimeGoesOn) {
  Wheel wheel;
  Bell bell;
  wheel.set(bell, kStart + 1, kStart);
  wheel.fire(kStart + 1);
  const std::uint64_t later = kStart + 1'000 * Wheel::kHorizon;
  wheel.set(bell, later + 5, later);
  EXPECT_EQ(wheel.next(), later + 5);
  wheel.fire(later + 4);
  EXPECT_EQ(bell.rung, 1);
  wheel.fire(later + 5);
  EXPECT_EQ(bell.rung, 2);
}

TEST(Wheel, ClearTakesAllOut) {
  Wheel wheel;
  Bell bell;
  wheel.set(bell, kStart + 1, kStart);
  wheel.clear();
  wheel.fire(kStart + 1);
  EXPECT_EQ(bell.rung, 0);
  EXPECT_EQ(wheel.next(), std::nullopt);
}

// Against the obvious: a list of deadlines.
RC_GTEST_PROP(WheelProperty, RingsNeitherEarlyNorLate, ()) {
  Wheel wheel;
  std::uint64_t now = kStart;
  constexpr std::size_t kBells = 20;
  std::vector<std::unique_ptr<Bell>> bells;
  std::vector<std::optional<std::uint64_t>> due(kBells);
  for (std::size_t i = 0; i < kBells; ++i) bells.push_back(std::make_unique<Bell>());
  const auto steps = *rc::gen::container<std::vector<std::pair<std::size_t, std::uint64_t>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, 2 * kBells), rc::gen::inRange<std::uint64_t>(1, 4'000)));
  for (const auto& [which, ticks] : steps) {
    if (which < kBells) {
      wheel.set(*bells[which], now + ticks, now);
      due[which] = now + ticks;
      continue;
    }
    now += ticks % 300;
    std::vector<int> before;
    for (const auto& bell : bells) before.push_back(bell->rung);
    const std::uint64_t next = wheel.next().value_or(std::uint64_t(-1));
    for (const auto& each : due) RC_ASSERT(next <= each.value_or(std::uint64_t(-1)));
    wheel.fire(now);
    for (std::size_t i = 0; i < kBells; ++i) {
      const bool expected = due[i] && *due[i] <= now;
      RC_ASSERT(bells[i]->rung - before[i] == (expected ? 1 : 0));
      if (expected) due[i].reset();
    }
  }
}

}  // namespace
}  // namespace engineio::loop
