#include "app/live_calls.hpp"

#include "world.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace callroom::app {
namespace {

using namespace test;
using base::Minutes;

class FixedDirectory final : public CallDirectory {
 public:
  std::vector<domain::Call> open;
  std::optional<domain::Call> call_in(const domain::RoomId& room) override {
    for (const auto& call : open) {
      if (call.room_id == room) return call;
    }
    return std::nullopt;
  }
  std::vector<domain::Call> calls() override { return open; }
};

domain::Participant participant(const Identity& who, const std::string& name) {
  return {.stay = {.id = domain::PresenceId::generate(kDate),
                   .session_id = confirmed_session().id,
                   .user_id = who.id,
                   .role = who.role,
                   .joined_at = kDate,
                   .last_seen = kDate,
                   .left_at = std::nullopt},
          .name = name,
          .socket = "socket of " + name,
          .lost_at = std::nullopt,
          .gone_at = std::nullopt,
          .media = {}};
}

/// The world's session with a room, and these people in it.
struct Occupied : World {
  FixedDirectory directory;
  explicit Occupied(std::vector<domain::Participant> people) {
    change([](auto& session) { session.meeting_link = confirmed_session().meeting_link; });
    auto call = domain::new_call(stored(), kDate + Minutes{120});
    call.participants = std::move(people);
    directory.open.push_back(std::move(call));
  }
  std::vector<std::string> seen_by(const Identity& asker) {
    const auto answer = can_join(env, id, asker, origin);
    std::vector<std::string> names;
    for (const auto& other : present_others(directory, *answer, asker)) names.push_back(other.name);
    return names;
  }
};

TEST(PresentOthers, AreTheOthersForWhoeverMayJoin) {
  Occupied world{{participant(kAna, "Ana"), participant(kAdmin, "Root")}};
  EXPECT_EQ(world.seen_by(kBen), (std::vector<std::string>{"Ana", "Root"}));
  EXPECT_EQ(world.seen_by(kAna), (std::vector<std::string>{"Root"})) << "not oneself";
}

TEST(PresentOthers, AreNobodysBusinessWhoMayNotJoin) {
  Occupied world{{participant(kAna, "Ana")}};
  world.change([](auto& session) { session.payment = domain::PaymentStatus::kPending; });
  EXPECT_TRUE(world.seen_by(kBen).empty());
}

TEST(PresentOthers, AreNoneInAnEmptyRoomOrWithoutOne) {
  World world;
  FixedDirectory nobody;
  EXPECT_TRUE(present_others(nobody, *can_join(world.env, world.id, kBen, world.origin), kBen).empty());
  world.change([](auto& session) { session.meeting_link = domain::RoomId{"room-1"}; });
  EXPECT_TRUE(present_others(nobody, *can_join(world.env, world.id, kBen, world.origin), kBen).empty());
}

TEST(LiveCalls, AreRoomsWithSomebodyInThem) {
  Occupied world{{participant(kAna, "Ana")}};
  const auto calls = live_calls(world.env, world.directory);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].session, world.stored());
  EXPECT_EQ(calls[0].people.psychologist.name, "Ben");
  ASSERT_EQ(calls[0].participants.size(), 1U);
  EXPECT_EQ(calls[0].participants[0].name, "Ana");
}

TEST(LiveCalls, AreCallsInProgressThoughNobodyIsThereNow) {
  World world;
  FixedDirectory nobody;
  EXPECT_TRUE(live_calls(world.env, nobody).empty());
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  const auto calls = live_calls(world.env, nobody);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_TRUE(calls[0].participants.empty());
  EXPECT_EQ(calls[0].session.call_started, kDate);
}

TEST(LiveCalls, ACallThatIsBothIsThereOnceAndAllAreByDate) {
  Occupied world{{participant(kAna, "Ana")}};
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  auto earlier = confirmed_session();
  earlier.id = domain::test::session_id(2);
  earlier.session_date = kDate - Minutes{10};
  earlier.meeting_link = domain::RoomId{"room-2"};
  world.put(earlier);
  auto waiting = domain::new_call(earlier, kDate);
  waiting.participants = {participant(kBen, "Ben")};
  world.directory.open.push_back(waiting);
  const auto calls = live_calls(world.env, world.directory);
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].session.id, earlier.id);
  EXPECT_EQ(calls[1].session.id, world.id);
  EXPECT_EQ(calls[1].participants.size(), 1U);
}

}  // namespace
}  // namespace callroom::app
