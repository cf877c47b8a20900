#include "store/mongo/mongo_store.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"

#include <gtest/gtest.h>

// A server that stops answering, and answers again.
namespace callroom::store::test {
namespace {

TEST(MongoBreaker, LetsOneThroughAfterThePauseAndAllAfterAnAnswer) {
  base::ManualClock clock;
  mongo::Breaker breaker(clock, base::Millis{500}, base::Seconds{10});
  EXPECT_TRUE(breaker.admits());
  breaker.silent();
  EXPECT_FALSE(breaker.admits());
  clock.advance(base::Millis{500});
  EXPECT_TRUE(breaker.admits());
  EXPECT_FALSE(breaker.admits()) << "one at a time";
  clock.advance(base::Seconds{10});
  EXPECT_TRUE(breaker.admits()) << "the one that was let through never said how it ended";
  breaker.answered();
  EXPECT_TRUE(breaker.admits());
  EXPECT_TRUE(breaker.admits());
}

TEST(MongoOutage, IsBoundedAndEndsByItself) {
  MongoServer server;
  const base::SystemClock clock;
  auto uri = server.new_database();
  uri += (uri.find('?') == std::string::npos ? "?" : "&");
  uri += "socketTimeoutMS=300&serverSelectionTimeoutMS=300&connectTimeoutMS=300";
  MongoStore store(base::Secret{uri}, clock);
  ASSERT_EQ(store.commit(commit_of(a_session())), app::CommitOutcome::kDone);
  if (!server.pause()) GTEST_SKIP() << "MONGODB_URI names a server that is not ours to stop";
  const auto began = clock.steady_now();
  for (int i = 0; i < 50; ++i) EXPECT_THROW((void)store.session(a_session().id), app::StoreUnavailable);
  EXPECT_THROW(store.check(), app::StoreUnavailable);
  EXPECT_LT(clock.steady_now() - began, base::Seconds{5}) << "only the first waits";
  server.resume();
  const auto deadline = clock.steady_now() + base::Seconds{30};
  for (;;) {
    try {
      EXPECT_EQ(dump(store.session(a_session().id)), dump(a_session()));
      break;
    } catch (const app::StoreUnavailable&) {
      ASSERT_LT(clock.steady_now(), deadline) << "it never came back";
    }
  }
  EXPECT_NO_THROW(store.check());
}

TEST(MongoOutage, AUriThatIsNoneTellsNoPassword) {
  const base::SystemClock clock;
  try {
    MongoStore store(base::Secret{"mongodb://user:hunter2@"}, clock);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::invalid_argument& error) {
    EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos);
  }
}

}  // namespace
}  // namespace callroom::store::test
