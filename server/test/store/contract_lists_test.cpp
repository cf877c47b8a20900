#include "base/base64.hpp"
#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

#include <algorithm>

// Filters, order and pages.
namespace callroom::store::test {
namespace {

domain::Session dated(std::uint64_t number, std::int64_t minutes) {
  auto session = a_session(number);
  session.session_date = kNoon + base::Minutes{minutes};
  return session;
}

domain::Session ended(std::uint64_t number, std::int64_t minutes) {
  auto session = a_session(number);
  session.call_started = kNoon;
  session.call_ended = kNoon + base::Minutes{minutes};
  return session;
}

TEST_P(StoreContract, UsersAreListedById) {
  app::Commit commit;
  commit.new_users = {a_user(3), a_user(1), a_user(2)};
  must_commit(commit);
  const auto page = store->users({});
  EXPECT_EQ(ids(page.items), ids(std::vector{a_user(1), a_user(2), a_user(3)}));
  EXPECT_FALSE(page.next);
}

TEST_P(StoreContract, APageSaysWhetherThereIsMore) {
  app::Commit commit;
  commit.new_users = {a_user(1), a_user(2), a_user(3), a_user(4)};
  must_commit(commit);
  const auto first = store->users({2, std::nullopt});
  EXPECT_EQ(ids(first.items), ids(std::vector{a_user(1), a_user(2)}));
  ASSERT_TRUE(first.next);
  const auto second = store->users({2, first.next});
  EXPECT_EQ(ids(second.items), ids(std::vector{a_user(3), a_user(4)}));
  EXPECT_FALSE(second.next) << "exactly full and the last";
}

TEST_P(StoreContract, ALimitOfNothingStillMovesOn) {
  app::Commit commit;
  commit.new_users = {a_user(1), a_user(2)};
  must_commit(commit);
  EXPECT_EQ(walk([&](const auto& page) { return store->users(page); }, 0).size(), 2U);
}

TEST_P(StoreContract, AHugeLimitIsNoProblem) {
  must_commit(commit_of(a_user(1)));
  EXPECT_EQ(store->users({std::numeric_limits<std::size_t>::max(), std::nullopt}).items.size(), 1U);
}

TEST_P(StoreContract, SessionsAreListedByDateThenId) {
  app::Commit commit;
  commit.new_sessions = {dated(1, 30), dated(4, 10), dated(2, 10), dated(3, 20)};
  must_commit(commit);
  for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U}) {
    EXPECT_EQ(ids(walk([&](const auto& page) { return store->sessions({}, page); }, limit)),
              ids(std::vector{dated(2, 10), dated(4, 10), dated(3, 20), dated(1, 30)}));
  }
}

TEST_P(StoreContract, SessionsAreFilteredByParticipantInEitherRole) {
  auto as_client = a_session(1);
  auto as_psychologist = a_session(2);
  as_psychologist.client_id = id_of<domain::UserId>(9);
  as_psychologist.psychologist_id = id_of<domain::UserId>(1);
  auto as_both = a_session(3);
  as_both.psychologist_id = as_both.client_id;
  auto as_none = a_session(4);
  as_none.client_id = id_of<domain::UserId>(9);
  app::Commit commit;
  commit.new_sessions = {as_client, as_psychologist, as_both, as_none};
  must_commit(commit);
  app::SessionFilter filter;
  filter.participant = id_of<domain::UserId>(1);
  for (const std::size_t limit : {1U, 2U, 10U}) {
    EXPECT_EQ(ids(walk([&](const auto& page) { return store->sessions(filter, page); }, limit)),
              ids(std::vector{as_client, as_psychologist, as_both}));
  }
  filter.participant = id_of<domain::UserId>(77);
  EXPECT_TRUE(store->sessions(filter, {}).items.empty());
}

TEST_P(StoreContract, SessionsAreFilteredByStatus) {
  auto pending = a_session(1);
  pending.status = domain::SessionStatus::kPending;
  app::Commit commit;
  commit.new_sessions = {pending, a_session(2)};
  must_commit(commit);
  app::SessionFilter filter;
  filter.status = domain::SessionStatus::kPending;
  EXPECT_EQ(ids(store->sessions(filter, {}).items), ids(std::vector{pending}));
}

TEST_P(StoreContract, SessionsAreFilteredByDateBothEndsIncluded) {
  app::Commit commit;
  commit.new_sessions = {dated(1, 1), dated(2, 2), dated(3, 3), dated(4, 4)};
  must_commit(commit);
  app::SessionFilter filter;
  filter.from = dated(0, 2).session_date;
  EXPECT_EQ(ids(store->sessions(filter, {}).items), ids(std::vector{dated(2, 2), dated(3, 3), dated(4, 4)}));
  filter.until = dated(0, 3).session_date;
  EXPECT_EQ(ids(store->sessions(filter, {}).items), ids(std::vector{dated(2, 2), dated(3, 3)}));
  filter.from = std::nullopt;
  EXPECT_EQ(ids(store->sessions(filter, {}).items), ids(std::vector{dated(1, 1), dated(2, 2), dated(3, 3)}));
  filter.from = dated(0, 4).session_date;
  EXPECT_TRUE(store->sessions(filter, {}).items.empty()) << "from after until";
}

TEST_P(StoreContract, EndedCallsAreListedLatestFirst) {
  app::Commit commit;
  commit.new_sessions = {ended(1, 30), ended(4, 10), ended(2, 10), ended(3, 20), a_session(5)};
  must_commit(commit);
  for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U}) {
    EXPECT_EQ(ids(walk([&](const auto& page) { return store->ended_calls(std::nullopt, page); }, limit)),
              ids(std::vector{ended(1, 30), ended(3, 20), ended(4, 10), ended(2, 10)}));
  }
}

TEST_P(StoreContract, EndedCallsAreFilteredByParticipantInEitherRole) {
  auto as_psychologist = ended(2, 20);
  as_psychologist.client_id = id_of<domain::UserId>(9);
  as_psychologist.psychologist_id = id_of<domain::UserId>(1);
  auto as_none = ended(3, 30);
  as_none.client_id = id_of<domain::UserId>(9);
  app::Commit commit;
  commit.new_sessions = {ended(1, 10), as_psychologist, as_none};
  must_commit(commit);
  for (const std::size_t limit : {1U, 10U}) {
    const auto found =
        walk([&](const auto& page) { return store->ended_calls(id_of<domain::UserId>(1), page); }, limit);
    EXPECT_EQ(ids(found), ids(std::vector{as_psychologist, ended(1, 10)}));
  }
}

/// Reads a list in pages of four while, between any two pages, one more record is inserted before the cursor and one
/// behind it. Those that were there from the start must come once each, in order.
template <class List>
std::vector<std::string> walk_while_inserting(app::Store& store, const List& list,
                                              const std::function<domain::Session(std::uint64_t, std::int64_t)>& make,
                                              const std::vector<std::string>& from_the_start) {
  constexpr std::int64_t kFarMinutes = 1'000;
  std::vector<std::string> seen;
  app::PageRequest request{4, std::nullopt};
  for (std::uint64_t number = 1000;; number += 2) {
    const auto page = list(request);
    for (const auto& id : ids(page.items)) {
      if (std::find(from_the_start.begin(), from_the_start.end(), id) != from_the_start.end()) seen.push_back(id);
    }
    if (!page.next || number > 1200) return seen;
    request.cursor = page.next;
    const auto near = make(number, 0);
    const auto far = make(number + 1, kFarMinutes);
    app::Commit commit;
    commit.new_sessions = {near, far};
    if (number < 1010) {
      EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
    }
  }
}

TEST_P(StoreContract, PagesOfSessionsLoseAndRepeatNothingWhileOthersInsert) {
  app::Commit commit;
  for (std::uint64_t number = 1; number <= 25; ++number)
    commit.new_sessions.push_back(dated(number, 1 + static_cast<std::int64_t>(number / 5)));
  must_commit(commit);
  const auto list = [&](const app::PageRequest& page) { return store->sessions({}, page); };
  EXPECT_EQ(walk_while_inserting(*store, list, dated, ids(commit.new_sessions)), ids(commit.new_sessions));
}

TEST_P(StoreContract, PagesOfEndedCallsLoseAndRepeatNothingWhileOthersInsert) {
  app::Commit commit;
  for (std::uint64_t number = 1; number <= 25; ++number)
    commit.new_sessions.push_back(ended(number, 1 + static_cast<std::int64_t>(number / 5)));
  must_commit(commit);
  const auto list = [&](const app::PageRequest& page) { return store->ended_calls(std::nullopt, page); };
  auto expected = ids(commit.new_sessions);
  std::reverse(expected.begin(), expected.end());
  EXPECT_EQ(walk_while_inserting(*store, list, ended, ids(commit.new_sessions)), expected);
}

TEST_P(StoreContract, ACursorOfAnotherListIsRefused) {
  app::Commit commit;
  commit.new_users = {a_user(1), a_user(2)};
  commit.new_sessions = {ended(1, 1), ended(2, 2)};
  must_commit(commit);
  const auto of_users = store->users({1, std::nullopt}).next;
  const auto of_sessions = store->sessions({}, {1, std::nullopt}).next;
  const auto of_calls = store->ended_calls(std::nullopt, {1, std::nullopt}).next;
  ASSERT_TRUE(of_users && of_sessions && of_calls);
  EXPECT_THROW((void)store->users({1, of_sessions}), app::BadCursor);
  EXPECT_THROW((void)store->sessions({}, {1, of_calls}), app::BadCursor);
  EXPECT_THROW((void)store->ended_calls(std::nullopt, {1, of_users}), app::BadCursor);
}

TEST_P(StoreContract, ABrokenCursorIsRefused) {
  must_commit(commit_of(a_user(1)));
  must_commit(commit_of(a_user(2)));
  const auto good = store->users({1, std::nullopt}).next.value();
  const auto changed = [&](std::size_t at, char to) {
    auto text = base::base64url_decode(good).value();
    text.at(at) = to;
    return base::base64url_encode(text);
  };
  const std::vector<std::string> broken{"",
                                        "x",
                                        "!!!!",
                                        good + "A",
                                        good.substr(0, good.size() - 4),
                                        changed(0, '2'),
                                        changed(3, 'x'),
                                        changed(4, 'x'),
                                        changed(10, 'g'),
                                        base::base64url_encode("1u:99999999999999999999:" + a_user().id.str()),
                                        base::base64url_encode("1u:00:" + a_user().id.str()),
                                        base::base64url_encode("1u:0:" + a_user().id.str() + "0"),
                                        base::base64url_encode("1u:0:ABCDEFABCDEFABCDEFABCDEF")};
  for (const auto& cursor : broken)
    EXPECT_THROW((void)store->users({1, cursor}), app::BadCursor) << "cursor '" << cursor << "'";
  EXPECT_NO_THROW((void)store->users({1, good}));
}

TEST_P(StoreContract, ACursorIsSafeInAUrl) {
  must_commit(commit_of(a_user(1)));
  must_commit(commit_of(a_user(2)));
  const auto cursor = store->users({1, std::nullopt}).next.value();
  EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
}

}  // namespace
}  // namespace callroom::store::test
