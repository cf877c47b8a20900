#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

#include <atomic>
#include <barrier>
#include <thread>

// Many threads at once.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

constexpr int kThreads = 8;

template <class Work>
void in_threads(const Work& work) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) threads.emplace_back([&work, thread] { work(thread); });
  for (auto& thread : threads) thread.join();
}

TEST_P(StoreContract, OfManyChangesToOneRevisionExactlyOneWins) {
  constexpr int kRounds = 25;
  must_commit(commit_of(a_session()));
  std::vector<std::array<CommitOutcome, kThreads>> outcomes(kRounds);
  std::barrier round_begins(kThreads);
  in_threads([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      round_begins.arrive_and_wait();
      auto mine = a_session();
      mine.access_count = thread;
      mine.revision = round;
      outcomes[static_cast<std::size_t>(round)][static_cast<std::size_t>(thread)] = store->commit(change_of(mine));
      round_begins.arrive_and_wait();
    }
  });
  for (const auto& round : outcomes) {
    EXPECT_EQ(std::count(round.begin(), round.end(), CommitOutcome::kDone), 1);
    EXPECT_EQ(std::count(round.begin(), round.end(), CommitOutcome::kConflict), kThreads - 1);
  }
  const auto winner = std::find(outcomes.back().begin(), outcomes.back().end(), CommitOutcome::kDone);
  EXPECT_EQ(store->session(a_session().id)->access_count, winner - outcomes.back().begin());
  EXPECT_EQ(store->session(a_session().id)->revision, kRounds);
}

TEST_P(StoreContract, NoUpdateIsLostWhenEveryoneRetries) {
  constexpr int kIncrements = 20;
  must_commit(commit_of(a_session()));
  in_threads([&](int) {
    for (int done = 0; done < kIncrements;) {
      auto session = *store->session(a_session().id);
      ++session.access_count;
      if (store->commit(change_of(session)) == CommitOutcome::kDone) ++done;
    }
  });
  EXPECT_EQ(store->session(a_session().id)->access_count, kThreads * kIncrements);
  EXPECT_EQ(store->session(a_session().id)->revision, kThreads * kIncrements);
}

TEST_P(StoreContract, OneAddressIsTakenOnceHoweverManyAskAtOnce) {
  constexpr int kRounds = 10;
  std::vector<std::atomic<int>> done(kRounds);
  std::barrier round_begins(kThreads);
  in_threads([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      auto user = a_user(static_cast<std::uint64_t>(1 + round * kThreads + thread));
      user.email = "round" + std::to_string(round) + "@example.org";
      round_begins.arrive_and_wait();
      const auto outcome = store->commit(commit_of(user));
      EXPECT_NE(outcome, CommitOutcome::kConflict);
      if (outcome == CommitOutcome::kDone) ++done[static_cast<std::size_t>(round)];
    }
  });
  for (const auto& winners : done) EXPECT_EQ(winners, 1);
  EXPECT_EQ(store->users({}).items.size(), static_cast<std::size_t>(kRounds));
}

TEST_P(StoreContract, ACommittedRecordIsSeenByEveryThreadAtOnce) {
  constexpr int kEach = 20;
  in_threads([&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const auto session = a_session(static_cast<std::uint64_t>(1 + thread * kEach + i));
      ASSERT_EQ(store->commit(commit_of(session)), CommitOutcome::kDone);
      ASSERT_TRUE(store->session(session.id));
    }
  });
  EXPECT_EQ(walk([&](const auto& page) { return store->sessions({}, page); }, 50).size(),
            static_cast<std::size_t>(kThreads * kEach));
}

TEST_P(StoreContract, ReadersSeeWholeCommitsWhileOthersWrite) {
  constexpr int kWrites = 100;
  app::Commit commit;
  commit.new_sessions = {a_session(1), a_session(2)};
  must_commit(commit);
  std::atomic<bool> writing{true};
  std::atomic<int> reads{0};
  in_threads([&](int thread) {
    if (thread == 0) {
      for (int i = 0; i < kWrites; ++i) {
        auto first = a_session(1);
        auto second = a_session(2);
        first.access_count = second.access_count = i + 1;
        app::Commit both;
        both.sessions = {{first, i}, {second, i}};
        EXPECT_EQ(store->commit(both), CommitOutcome::kDone);
      }
      writing = false;
      return;
    }
    std::int64_t last = 0;
    do {
      const auto found = store->sessions({}, {}).items;
      ASSERT_EQ(found.size(), 2U);
      EXPECT_EQ(found[0].access_count, found[1].access_count) << "half a commit";
      EXPECT_GE(found[0].access_count, last) << "time ran backwards";
      last = found[0].access_count;
      ++reads;
    } while (writing);
  });
  EXPECT_GE(reads, kThreads - 1);
  EXPECT_EQ(store->session(a_session(1).id)->access_count, kWrites);
}

}  // namespace
}  // namespace callroom::store::test
