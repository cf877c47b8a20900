#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

// Commits that are decided where they are written.
namespace callroom::store::test {
namespace {

/// What an update ended with; "" stands for: it is durable.
class Ending {
 public:
  app::Store::Updated callback() {
    return [this](const std::exception_ptr& failure) {
      try {
        if (failure) std::rethrow_exception(failure);
      } catch (const app::StoreUnavailable&) {
        text_ = "unavailable";
      } catch (const std::exception& error) {
        text_ = error.what();
      }
      ++calls_;
    };
  }
  [[nodiscard]] std::string of(app::Store& store) const {
    store.settle();
    EXPECT_EQ(calls_, 1) << "after settle() it was told, once";
    return text_;
  }

 private:
  std::string text_;
  std::atomic<int> calls_ = 0;
};

app::Commit one_more(const std::optional<domain::Session>& session) {
  auto after = session.value();
  ++after.access_count;
  return change_of(std::move(after));
}

TEST_P(StoreContract, AnUpdateIsShownTheSessionAndWritten) {
  must_commit(commit_of(a_session()));
  Ending ending;
  store->update({a_session().id, one_more}, ending.callback());
  EXPECT_EQ(ending.of(*store), "");
  EXPECT_EQ(store->session(a_session().id)->access_count, a_session().access_count + 1);
  EXPECT_EQ(store->session(a_session().id)->revision, 1);
}

TEST_P(StoreContract, AnUpdateIsToldThatThereIsNoSuchSession) {
  Ending ending;
  bool shown = true;
  const auto decide = [&](const auto& session) {
    shown = session.has_value();
    return commit_of(a_record(a_session().id));
  };
  store->update({a_session().id, decide}, ending.callback());
  EXPECT_EQ(ending.of(*store), "");
  EXPECT_FALSE(shown);
  EXPECT_EQ(store->audit_of(a_session().id).size(), 1U);
}

TEST_P(StoreContract, AnUpdateThatDecidesNothingWritesNothing) {
  must_commit(commit_of(a_session()));
  Ending ending;
  store->update({a_session().id, [](const auto&) { return app::Commit{}; }}, ending.callback());
  EXPECT_EQ(ending.of(*store), "");
  EXPECT_EQ(store->session(a_session().id)->revision, 0);
}

TEST_P(StoreContract, WhatADecisionThrowsIsToldAndWritesNothing) {
  must_commit(commit_of(a_session()));
  Ending ending;
  store->update({a_session().id, [](const auto&) -> app::Commit { throw std::runtime_error("undecided"); }},
                ending.callback());
  EXPECT_EQ(ending.of(*store), "undecided");
  EXPECT_EQ(store->session(a_session().id)->revision, 0);
}

TEST_P(StoreContract, AnUpdateThatIsRefusedIsTold) {
  must_commit(commit_of(a_user(1)));
  Ending ending;
  store->update({std::nullopt, [](const auto&) { return commit_of(a_user(1)); }}, ending.callback());
  EXPECT_EQ(ending.of(*store), "unavailable");
}

TEST_P(StoreContract, UpdatesOfOneSessionLoseNothingToEachOther) {
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  must_commit(commit_of(a_session()));
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        const auto count = [&failed](const std::exception_ptr& failure) { failed += failure ? 1 : 0; };
        for (int n = 0; n < kEach; ++n) store->update({a_session().id, one_more}, count);
      });
    }
  }
  store->settle();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(store->session(a_session().id)->access_count, a_session().access_count + kThreads * kEach);
}

}  // namespace
}  // namespace callroom::store::test
