#include "realtime/room_index.hpp"

#include <gtest/gtest.h>
#include <string>

namespace callroom::realtime {
namespace {

domain::Call call_of(const std::string& room, std::initializer_list<const char*> sockets) {
  constexpr base::WallTime kNow{base::Millis{1'700'000'000'000}};
  domain::Call call{
      domain::SessionId::generate(kNow), domain::RoomId{room}, domain::SessionType::kGroup, kNow, {}, {}, {}, {}};
  for (const auto* socket : sockets) {
    const domain::PresenceInterval stay{.id = domain::PresenceId::generate(kNow),
                                        .session_id = call.session_id,
                                        .user_id = domain::UserId::generate(kNow),
                                        .role = domain::Role::kClient,
                                        .joined_at = kNow,
                                        .last_seen = kNow,
                                        .left_at = {},
                                        .reconnections = 0};
    call.participants.push_back({stay, "Client Example", socket, domain::Connection::kConnected, {}, {}, {}});
  }
  return call;
}

class RoomIndexTest : public testing::Test {
 protected:
  void set(const std::string& room, std::initializer_list<const char*> before, std::initializer_list<const char*> now) {
    index.update(call_of(room, before), call_of(room, now));
  }
  std::string room_of(const char* socket) {
    const auto found = index.find(socket);
    return found ? found->room().str() : "";
  }
  RoomIndex index;
};

TEST_F(RoomIndexTest, KnowsTheRoomOfASocket) {
  set("r", {}, {"a"});
  set("r", {"a"}, {"a", "b"});
  EXPECT_EQ(room_of("a"), "r");
  EXPECT_EQ(index.find("a"), index.find("b"));
  EXPECT_EQ(room_of("c"), "");
  set("r", {"a", "b"}, {"b"});
  EXPECT_EQ(room_of("a"), "");
  set("r", {"b"}, {});
  EXPECT_EQ(room_of("b"), "");
  EXPECT_TRUE(index.calls().empty());
}

TEST_F(RoomIndexTest, ASnapshotIsCurrentUntilTheRoomChanges) {
  set("r", {}, {"a", "b"});
  const auto first = index.find("a");
  EXPECT_TRUE(first->current());
  set("s", {}, {"c"});
  EXPECT_TRUE(first->current()) << "other rooms are nothing to it";
  set("r", {"a", "b"}, {"b"});
  EXPECT_FALSE(first->current());
  const auto last = index.find("b");
  EXPECT_TRUE(last->current());
  set("r", {"b"}, {});
  EXPECT_FALSE(last->current()) << "also when nobody is left";
}

TEST_F(RoomIndexTest, WhoGoesToAnotherRoomIsNotBelievedInTheFirst) {
  set("r", {}, {"a", "b"});
  const auto first = index.find("b");
  set("s", {}, {"a"});  // before "r" has noticed that it left
  EXPECT_EQ(room_of("a"), "s");
  EXPECT_EQ(room_of("b"), "r");
  EXPECT_FALSE(first->current());
  set("r", {"a", "b"}, {"b"});
  EXPECT_EQ(room_of("a"), "s") << "leaving the first room is not leaving the second";
  EXPECT_TRUE(index.find("a")->current());
}

TEST_F(RoomIndexTest, SomebodyWithoutASocketIsInTheRoomAndNowhereElse) {
  set("r", {}, {"", "a"});
  EXPECT_EQ(index.find(""), nullptr);
  EXPECT_EQ(index.call_in(domain::RoomId{"r"})->participants.size(), 2U);
}

}  // namespace
}  // namespace callroom::realtime
