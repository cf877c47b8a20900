#include "rooms/local_adapter.hpp"

#include "support/fake_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace socketio::rooms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A member that keeps what it is given.
class FakeMember final : public Member {
 public:
  explicit FakeMember(std::string id) : id_(std::move(id)) {}
  const std::string& id() const override { return id_; }
  const std::string& nsp() const override { return nsp_; }
  boost::asio::any_io_executor executor() const override { return {}; }
  bool recovered() const override { return false; }
  base::WallTime last_heard() const override { return {}; }
  const std::shared_ptr<const void>& attachment() const override { return attachment_; }
  void emit(std::string_view, const Payload&, Delivery) override {}
  bool emit_pieces(std::string_view, std::span<const std::string_view>, Attachments, Delivery) override { return true; }
  void emit_with_ack(std::string_view, const Payload&, std::chrono::milliseconds, AckReceiver) override {}
  void join(const std::string&) override {}
  void leave(const std::string&) override {}
  void disconnect(CloseConnection) override {}
  void deliver(const SharedEvent& event, Delivery) override { events.push_back(event); }

  std::vector<SharedEvent> events;

 private:
  std::string id_;
  std::string nsp_ = "/";
  std::shared_ptr<const void> attachment_;
};

class LocalAdapterTest : public ::testing::Test {
 protected:
  std::shared_ptr<FakeMember> enter(const std::string& id, const std::string& nsp = "/") {
    auto member = std::make_shared<FakeMember>(id);
    adapter.add(nsp, "", member);
    return member;
  }
  void broadcast(const std::string& room, std::string_view except = "") {
    adapter.broadcast("/", room, except, "hi", Payload{"[1]", {}}, Delivery::kReliable);
  }
  LocalAdapter adapter{std::make_shared<EventEncoder>(Offsets::kNone)};
};

TEST_F(LocalAdapterTest, BroadcastsToARoomOnly) {
  const auto a = enter("a");
  const auto b = enter("b");
  adapter.add("/", "room", a);
  broadcast("room");
  EXPECT_EQ(a->events.size(), 1U);
  EXPECT_THAT(b->events, IsEmpty());
  broadcast("nowhere");
  EXPECT_EQ(a->events.size(), 1U);
}

TEST_F(LocalAdapterTest, BroadcastsToTheNamespaceButOne) {
  const auto a = enter("a");
  const auto b = enter("b");
  const auto elsewhere = enter("c", "/custom");
  broadcast("", "a");
  EXPECT_THAT(a->events, IsEmpty());
  ASSERT_EQ(b->events.size(), 1U);
  EXPECT_EQ(b->events[0]->text, R"(2["hi",1])");
  EXPECT_THAT(elsewhere->events, IsEmpty());
}

TEST_F(LocalAdapterTest, EncodesOnceForAll) {
  const auto a = enter("a");
  const auto b = enter("b");
  broadcast("");
  EXPECT_EQ(a->events[0].get(), b->events[0].get());
}

TEST_F(LocalAdapterTest, ASocketsIdIsARoomOfItsOwn) {
  const auto a = enter("a");
  const auto b = enter("b");
  broadcast("a");
  broadcast("a", "a");
  EXPECT_EQ(a->events.size(), 1U);
  EXPECT_THAT(b->events, IsEmpty());
  EXPECT_TRUE(adapter.in_room("/", "a", "a"));
}

TEST_F(LocalAdapterTest, FindsAndTellsMembership) {
  const auto a = enter("a");
  adapter.add("/", "room", a);
  EXPECT_EQ(adapter.find("/", "a"), a);
  EXPECT_EQ(adapter.find("/", "b"), nullptr);
  EXPECT_EQ(adapter.find("/custom", "a"), nullptr);
  EXPECT_TRUE(adapter.in_room("/", "room", "a"));
  EXPECT_TRUE(adapter.in_room("/", "", "a"));
  EXPECT_FALSE(adapter.in_room("/", "room", "b"));
  EXPECT_FALSE(adapter.in_room("/custom", "room", "a"));
}

TEST_F(LocalAdapterTest, EmptyRoomsAreForgotten) {
  const auto a = enter("a");
  adapter.add("/", "room", a);
  EXPECT_EQ(adapter.room_count("/"), 1U);
  adapter.remove("/", "room", "a");
  EXPECT_EQ(adapter.room_count("/"), 0U);
  adapter.remove("/", "room", "a");
  adapter.remove("/", "", "a");
  EXPECT_EQ(adapter.find("/", "a"), nullptr);
  EXPECT_EQ(a.use_count(), 1) << "nothing holds it any more";
}

TEST_F(LocalAdapterTest, AddingAgainReplaces) {
  const auto first = enter("a");
  const auto second = enter("a");
  broadcast("");
  EXPECT_THAT(first->events, IsEmpty());
  EXPECT_EQ(second->events.size(), 1U);
  EXPECT_EQ(first.use_count(), 1);
}

}  // namespace
}  // namespace socketio::rooms
