#include "rooms/recovery_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace socketio::rooms {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::Optional;

constexpr auto kHere = RecoveryLog::Peer::kConnected;
constexpr auto kAway = RecoveryLog::Peer::kAway;
const base::SteadyTime kStart{seconds{1000}};

SharedEvent event(std::string offset, std::size_t bytes = 10) {
  auto out = std::make_shared<OutgoingEvent>();
  out->offset = std::move(offset);
  out->bytes = bytes;
  return out;
}

std::optional<std::vector<std::string>> since(const RecoveryLog& log, std::optional<std::string_view> offset) {
  const auto events = log.since(offset);
  if (!events) return std::nullopt;
  std::vector<std::string> offsets;
  for (const auto& one : *events) offsets.push_back(one->offset);
  return offsets;
}

RecoveryLog filled(RecoveryLimits limits) {
  RecoveryLog log{limits};
  for (const auto* offset : {"a", "b", "c", "d"}) log.append(event(offset), kStart, kHere);
  return log;
}
constexpr RecoveryLimits kWide{seconds{120}, 100, 1000};

TEST(RecoveryLog, TellsWhatCameAfter) {
  const RecoveryLog log = filled(kWide);
  EXPECT_THAT(since(log, "b"), Optional(ElementsAre("c", "d")));
  EXPECT_THAT(since(log, "d"), Optional(ElementsAre()));
  EXPECT_EQ(since(log, "x"), std::nullopt);
}

TEST(RecoveryLog, APeerThatGotNothingGetsEverythingIfItIsStillThere) {
  EXPECT_THAT(since(filled(kWide), std::nullopt), Optional(ElementsAre("a", "b", "c", "d")));
  EXPECT_EQ(since(filled({seconds{120}, 3, 1000}), std::nullopt), std::nullopt);
}

TEST(RecoveryLog, IsBoundedByCount) {
  const RecoveryLog log = filled({seconds{120}, 2, 1000});
  EXPECT_EQ(log.packets(), 2U);
  EXPECT_EQ(since(log, "a"), std::nullopt) << "b is gone";
  EXPECT_THAT(since(log, "b"), Optional(ElementsAre("c", "d"))) << "b itself is gone, what followed it is not";
}

TEST(RecoveryLog, IsBoundedByBytes) {
  RecoveryLog log = filled({seconds{120}, 100, 25});
  EXPECT_EQ(log.packets(), 2U);
  EXPECT_LE(log.bytes(), 25U);
  log.append(event("huge", 26), kStart, kHere);
  EXPECT_EQ(log.packets(), 0U);
  EXPECT_EQ(log.bytes(), 0U);
  EXPECT_THAT(since(log, "huge"), Optional(ElementsAre()));
  EXPECT_EQ(since(log, "d"), std::nullopt);
}

TEST(RecoveryLog, IsBoundedByAgeWhileThePeerIsThere) {
  RecoveryLog log = filled(kWide);
  log.append(event("e"), kStart + seconds{121}, kHere);
  EXPECT_EQ(log.packets(), 1U);
  EXPECT_THAT(since(log, "d"), Optional(ElementsAre("e"))) << "an idle peer still has the last one";
}

TEST(RecoveryLog, KeepsWhatAnAbsentPeerMisses) {
  RecoveryLog log = filled(kWide);
  log.append(event("e"), kStart + seconds{121}, kAway);
  EXPECT_THAT(since(log, "a"), Optional(ElementsAre("b", "c", "d", "e")));
}

TEST(RecoveryLog, ForgetsWhatThePeerHas) {
  RecoveryLog log = filled(kWide);
  log.forget_until("b");
  EXPECT_EQ(log.packets(), 2U);
  EXPECT_EQ(log.bytes(), 20U);
  EXPECT_THAT(since(log, "b"), Optional(ElementsAre("c", "d")));
  log.forget_until("b");
  EXPECT_EQ(log.packets(), 2U) << "told twice, lost again before anything was sent";
}

}  // namespace
}  // namespace socketio::rooms
