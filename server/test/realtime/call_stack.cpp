#include "call_stack.hpp"

#include <latch>

namespace callroom::realtime::test {
namespace {

constexpr int kWorkers = 2;
constexpr auto kPatience = std::chrono::seconds{5};

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

World::World()
    : client(add_user("Client", domain::Role::kClient)),
      psychologist(add_user("Psychologist", domain::Role::kPsychologist)),
      admin(add_user("Admin", domain::Role::kAdmin)),
      stranger(add_user("Stranger", domain::Role::kClient)),
      session(add_session(client, psychologist)),
      room(session.meeting_link->str()) {}

domain::User World::add_user(const std::string& name, domain::Role role) {
  domain::User user{
      domain::UserId::generate(clock.now()), name, lower(name) + "@example.org", role, {}, clock.now(), clock.now()};
  app::Commit commit;
  commit.new_users.push_back(user);
  EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  tokens.identities.insert_or_assign("token-" + lower(name),
                                     app::Identity{user.id, role, name, clock.now() + base::Minutes{60}});
  return user;
}

domain::Session World::add_session(const domain::User& client_, const domain::User& psychologist_,
                                   domain::PaymentStatus payment) {
  const auto id = domain::SessionId::generate(clock.now());
  const domain::Session made{.id = id,
                             .client_id = client_.id,
                             .psychologist_id = psychologist_.id,
                             .session_date = clock.now(),
                             .type = domain::SessionType::kIndividual,
                             .status = domain::SessionStatus::kConfirmed,
                             .payment = payment,
                             .meeting_link = domain::RoomId{"room-" + id.str()},
                             .call_started = {},
                             .call_ended = {},
                             .recording_enabled = false,
                             .recording_url = {},
                             .last_accessed = {},
                             .access_count = 0,
                             .created_at = clock.now(),
                             .updated_at = clock.now(),
                             .revision = 0};
  app::Commit commit;
  commit.new_sessions.push_back(made);
  EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  return made;
}

std::size_t World::audited(domain::AuditAction action) {
  const auto records = store.audit_of(session.id);
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [&](const auto& record) { return record.action == action; }));
}

CallStack::CallStack(World& world_)
    : world(world_),
      env{world.store, world.clock, {}, {}, app::AuditMode::kOn},
      workers(kWorkers, 256, [](std::exception_ptr) { ADD_FAILURE() << "an exception escaped a worker's task"; }),
      sockets(socketio::Config{}, world.clock),
      room_env{env, workers, sockets, log, index, base::Seconds{10}, base::Millis{1}},
      rooms(room_env, [this] { return boost::asio::any_io_executor(context.get_executor()); }),
      events({env, workers, sockets, log, index, rooms, {}}),
      gateway({50, 200, [](const engineio::Handshake& handshake) { return handshake.remote_address; },
               [](std::string_view query) { return query == kTokenInQuery; }},
              world.tokens, world.clock, workers, log, events) {
  sockets.serve("/", gateway);
}

CallStack::~CallStack() {
  workers.stop();
  context.stop();
}

bool CallStack::run_until(const std::function<bool()>& done) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!done()) {
    const auto left = give_up - std::chrono::steady_clock::now();
    if (left <= std::chrono::seconds{0}) return false;
    context.run_one_for(left);
  }
  return true;
}

void CallStack::settle() {
  // A round runs what the I/O thread has, then waits until every worker stands at the gate at once, so that none is
  // still in a task, and runs what they posted. A decision takes two (commit, adopt); one that follows from it two
  // more.
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; ++round) {
    context.poll();
    const auto gate = std::make_shared<std::latch>(kWorkers);
    const auto passed = std::make_shared<std::atomic<int>>(0);
    for (int i = 0; i < kWorkers; ++i) {
      auto stand = [this, gate, passed] {
        gate->arrive_and_wait();
        boost::asio::post(context, [passed] { ++*passed; });
      };
      ASSERT_TRUE(workers.submit(std::move(stand)));
    }
    ASSERT_TRUE(run_until([&] { return *passed == kWorkers; }));
  }
}

void CallStack::advance(base::Millis by) {
  settle();
  world.clock.advance(by);
  if (const auto room = rooms.find(domain::RoomId{world.room})) room->wake();
  settle();
}

std::unique_ptr<Peer> CallStack::unconnected() {
  auto socket = std::make_shared<ScriptedSocket>(context, "engine-" + std::to_string(next_socket_++), world.clock);
  return std::make_unique<Peer>(std::move(socket), sockets,
                                [this](const std::function<bool()>& done) { return run_until(done); });
}

std::unique_ptr<Peer> CallStack::connect(const std::string& name, boost::json::object rest) {
  auto peer = unconnected();
  rest["token"] = "token-" + name;
  const auto answer = peer->connect(rest);
  EXPECT_TRUE(answer.contains("sid")) << name;
  return peer;
}

std::unique_ptr<Peer> CallStack::join(const std::string& name) {
  auto peer = connect(name);
  const auto answer = peer->request("join-room", boost::json::object{{"roomId", world.room}});
  EXPECT_EQ(answer.at("ok"), true) << name;
  return peer;
}

}  // namespace callroom::realtime::test
