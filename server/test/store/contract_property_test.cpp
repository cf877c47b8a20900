#include "test/store/generators.hpp"
#include "test/store/store_contract.hpp"

#include "store/memory/memory_store.hpp"

#include <algorithm>
#include <tuple>

// What holds for arbitrary records.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

TEST_P(StoreContract, ArbitraryRecordsRoundTrip) {
  EXPECT_TRUE(rc::check("every record comes back as it went in", [&] {
    const auto fresh = GetParam().make();
    const auto user = pick_user();
    const auto session = pick_session();
    const auto stay = pick_stay();
    const auto sample = pick_sample();
    const auto rating = pick_rating();
    const auto record = pick_record();
    app::Commit commit;
    commit.new_users = {user};
    commit.new_sessions = {session};
    commit.presence = {stay};
    commit.quality = {sample};
    commit.ratings = {rating};
    commit.audit = {record};
    RC_ASSERT(fresh->commit(commit) == CommitOutcome::kDone);
    RC_ASSERT(dump(fresh->user(user.id)) == dump(user));
    RC_ASSERT(dump(fresh->user_by_email(user.email)) == dump(user));
    RC_ASSERT(dump(fresh->session(session.id)) == dump(session));
    if (session.meeting_link) RC_ASSERT(dump(fresh->session_by_room(*session.meeting_link)) == dump(session));
    RC_ASSERT(dump(fresh->presence(stay.session_id)) == dump(std::vector{stay}));
    RC_ASSERT(dump(fresh->quality_of(sample.session_id)) == dump(std::vector{sample}));
    RC_ASSERT(dump(fresh->ratings_of({rating.session_id})) == dump(std::vector{rating}));
    if (record.session_id) RC_ASSERT(dump(fresh->audit_of(*record.session_id)) == dump(std::vector{record}));
  }));
}

/// The lists as one would write them with no thought of speed: the oracle of the next property.
std::vector<domain::Session> expected_sessions(std::vector<domain::Session> all, const app::SessionFilter& filter) {
  std::erase_if(all, [&](const domain::Session& session) {
    const bool takes_part = !filter.participant || session.client_id == *filter.participant ||
                            session.psychologist_id == *filter.participant;
    return !takes_part || (filter.status && session.status != *filter.status) ||
           (filter.from && session.session_date < *filter.from) ||
           (filter.until && session.session_date > *filter.until);
  });
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.session_date, a.id) < std::tuple(b.session_date, b.id);
  });
  return all;
}

std::vector<domain::Session> expected_ended(std::vector<domain::Session> all,
                                            const std::optional<domain::UserId>& participant) {
  std::erase_if(all, [&](const domain::Session& session) {
    return !session.call_ended ||
           (participant && session.client_id != *participant && session.psychologist_id != *participant);
  });
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tuple(*a.call_ended, a.id) > std::tuple(*b.call_ended, b.id);
  });
  return all;
}

TEST_P(StoreContract, AnyListInPagesOfAnySizeIsWhatItShouldBe) {
  EXPECT_TRUE(rc::check("the pages together are the filtered, sorted records", [&] {
    const auto fresh = GetParam().make();
    app::Commit commit;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 20);
    for (std::uint64_t number = 1; number <= count; ++number) {
      auto session = pick_session();
      session.id = id_of<domain::SessionId>(number);
      session.meeting_link = std::nullopt;
      commit.new_sessions.push_back(session);
    }
    RC_ASSERT(fresh->commit(commit) == CommitOutcome::kDone);
    app::SessionFilter filter;
    filter.participant = pick_optional<domain::UserId>([] { return *gen_id<domain::UserId>(); });
    filter.status = pick_optional<domain::SessionStatus>([] { return *gen_enum(domain::SessionStatus::kDeclined); });
    filter.from = pick_optional<base::WallTime>(pick_time);
    filter.until = pick_optional<base::WallTime>(pick_time);
    const auto limit = *rc::gen::inRange<std::size_t>(1, 8);
    RC_ASSERT(dump(walk([&](const auto& page) { return fresh->sessions(filter, page); }, limit)) ==
              dump(expected_sessions(commit.new_sessions, filter)));
    RC_ASSERT(dump(walk([&](const auto& page) { return fresh->ended_calls(filter.participant, page); }, limit)) ==
              dump(expected_ended(commit.new_sessions, filter.participant)));
  }));
}

/// Everything that can be read of a store.
std::vector<std::string> everything_in(app::Store& store) {
  auto all = dump(walk([&](const auto& page) { return store.users(page); }, 3));
  const auto add = [&](const std::vector<std::string>& lines) { all.insert(all.end(), lines.begin(), lines.end()); };
  add(dump(walk([&](const auto& page) { return store.sessions({}, page); }, 3)));
  add(dump(walk([&](const auto& page) { return store.ended_calls(std::nullopt, page); }, 3)));
  add(dump(store.running_calls()));
  for (const auto& session : store.sessions_with_open_stays()) all.push_back("open " + session.str());
  for (std::uint64_t number = 1; number <= kIdPool; ++number) {
    add(dump(store.presence(id_of<domain::SessionId>(number))));
    add(dump(store.audit_of(id_of<domain::SessionId>(number))));
    add(dump(store.quality_of(id_of<domain::SessionId>(number))));
    for (const auto time : store.quality_times(id_of<domain::SessionId>(number), id_of<domain::UserId>(1)))
      all.push_back(std::to_string(time.time_since_epoch().count()));
  }
  std::vector<domain::SessionId> sessions;
  for (std::uint64_t number = 1; number <= kIdPool; ++number) sessions.push_back(id_of<domain::SessionId>(number));
  add(dump(store.ratings_of(sessions)));
  for (const auto& [session, level] : store.average_levels(sessions)) {
    all.push_back("level " + session.str() + " " + std::to_string(level));
  }
  for (const char* email : {"a@x", "b@x", "c@x", "", "\xff"}) all.push_back(dump(store.user_by_email(email)));
  for (const char* room : {"room-1", "room-2", "room-3", "", "\xff"})
    all.push_back(dump(store.session_by_room(domain::RoomId{room})));
  return all;
}

TEST_P(StoreContract, AnyCommitsHaveTheSameEffectAsInMemory) {
  EXPECT_TRUE(rc::check("outcome and content agree after every commit", [&] {
    const auto fresh = GetParam().make();
    MemoryStore model;
    for (int left = *rc::gen::inRange(1, 8); left > 0; --left) {
      const auto commit = pick_commit();
      const auto before = everything_in(*fresh);
      const auto outcome = fresh->commit(commit);
      RC_ASSERT(outcome == model.commit(commit));
      const auto after = everything_in(*fresh);
      RC_ASSERT(after == everything_in(model));
      if (outcome != CommitOutcome::kDone) RC_ASSERT(after == before);
    }
  }));
}

}  // namespace
}  // namespace callroom::store::test
