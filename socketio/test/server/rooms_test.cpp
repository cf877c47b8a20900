#include "support/rig.hpp"

namespace socketio::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Rooms : public PlainRig {
 protected:
  struct Guest {
    std::shared_ptr<FakeSession> session;
    SocketPtr socket;
  };
  Guest guest() {
    auto session = connected();
    return {session, main.last()};
  }
  void broadcast(const std::string& room, std::string_view except = "", Delivery delivery = Delivery::kReliable) {
    hub.adapter().broadcast("/", room, except, "hi", Payload{"[1]", {}}, delivery);
  }
};

TEST_F(Rooms, BroadcastReachesMembersButTheExcepted) {
  auto a = guest();
  auto b = guest();
  auto c = guest();
  a.socket->join("room");
  b.socket->join("room");
  broadcast("room", a.socket->id());
  EXPECT_THAT(a.session->take(), IsEmpty());
  EXPECT_THAT(b.session->take(), ElementsAre(R"(2["hi",1])"));
  EXPECT_THAT(c.session->take(), IsEmpty());
  b.socket->leave("room");
  broadcast("room");
  EXPECT_THAT(b.session->take(), IsEmpty());
  EXPECT_THAT(a.session->take(), ElementsAre(R"(2["hi",1])"));
}

TEST_F(Rooms, ABroadcastIsOneCopyOfTheBytes) {
  auto a = guest();
  auto b = guest();
  broadcast("");
  EXPECT_EQ(a.session->raw_units().at(0).at(0).data.get(), b.session->raw_units().at(0).at(0).data.get());
}

TEST_F(Rooms, VolatileBroadcastSkipsTheBusy) {
  auto a = guest();
  auto b = guest();
  a.session->set_writable(false);
  broadcast("", "", Delivery::kVolatile);
  EXPECT_THAT(a.session->take(), IsEmpty());
  EXPECT_THAT(b.session->take(), ElementsAre(R"(2["hi",1])"));
}

TEST_F(Rooms, EndWithTheSocket) {
  auto a = guest();
  a.socket->join("room");
  EXPECT_EQ(hub.adapter().find("/", a.socket->id()), a.socket);
  EXPECT_TRUE(hub.adapter().in_room("/", "room", a.socket->id()));
  text(a.session, "1");
  EXPECT_EQ(hub.adapter().find("/", a.socket->id()), nullptr);
  EXPECT_FALSE(hub.adapter().in_room("/", "room", a.socket->id()));
  a.socket->join("room");
  EXPECT_FALSE(hub.adapter().in_room("/", "room", a.socket->id())) << "the dead join nothing";
}

TEST_F(Rooms, AreOfOneNamespace) {
  auto a = guest();
  a.socket->join("room");
  hub.adapter().broadcast("/custom", "room", "", "hi", {}, Delivery::kReliable);
  EXPECT_THAT(a.session->take(), IsEmpty());
}

/// An adapter put before the local one, as a cluster's is.
class CountingAdapter final : public Adapter {
 public:
  explicit CountingAdapter(std::shared_ptr<Adapter> local) : local_(std::move(local)) {}
  void add(const std::string& nsp, const std::string& room, const SocketPtr& socket) override {
    ++added;
    local_->add(nsp, room, socket);
  }
  void remove(const std::string& nsp, const std::string& room, const std::string& id) override {
    ++removed;
    local_->remove(nsp, room, id);
  }
  void broadcast(const std::string& nsp, const std::string& room, std::string_view except, std::string_view event,
                 const Payload& args, Delivery delivery) override {
    local_->broadcast(nsp, room, except, event, args, delivery);
  }
  SocketPtr find(const std::string& nsp, const std::string& id) const override { return local_->find(nsp, id); }
  bool in_room(const std::string& nsp, const std::string& room, const std::string& id) const override {
    return local_->in_room(nsp, room, id);
  }
  int added = 0;
  int removed = 0;

 private:
  std::shared_ptr<Adapter> local_;
};

TEST(AdapterFactoryTest, StandsBeforeTheLocalAdapter) {
  boost::asio::io_context context;
  base::ManualClock clock;
  RecordingHandler handler;
  std::shared_ptr<CountingAdapter> adapter;
  server::Hub hub(PlainRig::plain(), clock, std::make_shared<ManualTimers>(clock),
                  [&adapter](std::shared_ptr<Adapter> local) {
                    adapter = std::make_shared<CountingAdapter>(std::move(local));
                    return adapter;
                  });
  hub.serve("/", handler);
  auto session = std::make_shared<FakeSession>(context.get_executor(), "s");
  hub.on_open(session);
  hub.on_message(*session, engineio::MessageKind::kText, "0");
  context.poll();
  handler.last()->join("room");
  EXPECT_EQ(adapter->added, 2) << "the namespace and the room";
  hub.on_message(*session, engineio::MessageKind::kText, "1");
  EXPECT_EQ(adapter->removed, 2);
}

}  // namespace
}  // namespace socketio::test
