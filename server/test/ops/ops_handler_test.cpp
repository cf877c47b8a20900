#include "ops/ops_handler.hpp"

#include "store/memory/memory_store.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <latch>
#include <memory>

namespace callroom::ops {
namespace {

/// The memory store, whose check() does what a test says.
class CheckedStore final : public store::MemoryStore {
 public:
  std::function<void()> on_check = [] {};
  std::atomic<int> checks{0};
  void check() override {
    ++checks;
    on_check();
  }
};

/// Answers are waited for by running the exchange's own executor until one is there.
class OpsExchange final : public http::Exchange {
 public:
  OpsExchange(std::string method, std::string path) {
    request_.method = std::move(method);
    request_.path = std::move(path);
  }
  [[nodiscard]] const http::Request& request() const override { return request_; }
  void respond(http::Response response) override {
    boost::asio::post(context_, [this, moved = std::move(response)] {
      if (!response_) response_ = moved;
    });
  }
  void on_abort(std::function<void()>) override {}
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return context_.get_executor(); }

  http::Response wait() {
    const auto work = boost::asio::make_work_guard(context_);
    while (!response_) context_.run_one();
    return *response_;
  }
  /// Runs what is left, so that no handler keeps this alive.
  void drain() {
    context_.restart();
    context_.poll();
  }

 private:
  http::Request request_;
  mutable boost::asio::io_context context_{1};
  std::optional<http::Response> response_;
};

class OpsTest : public ::testing::Test {
 protected:
  struct Reply {
    unsigned status;
    http::Headers headers;
    boost::json::value json;
  };
  Reply ask(const std::string& path, const std::string& method = "GET", base::Millis timeout = base::Minutes{1}) {
    OpsHandler handler{readiness, build_info(), clock, [] { return std::string{}; }, timeout};
    const auto exchange = std::make_shared<OpsExchange>(method, path);
    exchanges.push_back(exchange);
    handler.handle(exchange);
    const auto response = exchange->wait();
    return {response.status, response.headers, boost::json::parse(std::get<std::string>(response.body))};
  }
  static std::string reason(const Reply& reply) {
    return std::string{reply.json.at("error").at("details").at("reasons").as_array().at(0).as_string()};
  }
  ~OpsTest() override {
    workers.stop();
    for (const auto& exchange : exchanges) exchange->drain();
  }

  base::ManualClock clock;
  CheckedStore store;
  app::Workers workers{1, 1, nullptr};
  Readiness readiness{store, workers, clock};
  std::vector<std::shared_ptr<OpsExchange>> exchanges;
};

TEST_F(OpsTest, AliveWhateverTheStoreDoes) {
  store.on_check = [] { throw app::StoreUnavailable("gone"); };
  const auto reply = ask("/healthz");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.json.at("data").at("status").as_string(), "ok");
  EXPECT_EQ(store.checks.load(), 0);
}

TEST_F(OpsTest, ReadyWhenTheStoreIs) {
  const auto reply = ask("/readyz");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.json.at("data").at("status").as_string(), "ready");
  EXPECT_EQ(reply.headers.find("Cache-Control"), "no-store");
}

TEST_F(OpsTest, NotReadyWithTheReasonButNoInternals) {
  store.on_check = [] { throw app::StoreUnavailable("/var/lib/callroom.db: disk I/O error"); };
  const auto reply = ask("/readyz");
  EXPECT_EQ(reply.status, 503U);
  EXPECT_EQ(reply.json.at("error").at("code").as_string(), "UNAVAILABLE");
  EXPECT_EQ(reason(reply), "store unavailable");
  EXPECT_EQ(boost::json::serialize(reply.json).find("callroom.db"), std::string::npos);
}

TEST_F(OpsTest, AnyExceptionIsAnAnswer) {
  store.on_check = [] { throw 7; };
  EXPECT_EQ(reason(ask("/readyz")), "store unavailable");
}

TEST_F(OpsTest, TheStoreIsAskedAtMostOnceASecond) {
  for (int i = 0; i < 50; ++i) EXPECT_EQ(ask("/readyz").status, 200U);
  EXPECT_EQ(store.checks.load(), 1);
  clock.advance(base::Millis{1'001});
  store.on_check = [] { throw app::StoreUnavailable("gone"); };
  EXPECT_EQ(ask("/readyz").status, 503U);
  EXPECT_EQ(ask("/readyz").status, 503U);
  EXPECT_EQ(store.checks.load(), 2);
}

TEST_F(OpsTest, AStoreThatDoesNotAnswerIsNotWaitedForLonger) {
  std::latch release{1};
  store.on_check = [&] { release.wait(); };
  const auto reply = ask("/readyz", "GET", base::Millis{1});
  EXPECT_EQ(reply.status, 503U);
  EXPECT_EQ(reason(reply), "store does not answer");
  release.count_down();
  workers.stop();  // the late result comes now, and changes nothing any more
  EXPECT_EQ(store.checks.load(), 1);
}

TEST_F(OpsTest, WhoAsksWhileACheckRunsGetsItsResult) {
  std::latch running{1};
  std::latch release{1};
  store.on_check = [&] {
    running.count_down();
    release.wait();
  };
  std::atomic<int> ready{0};
  for (int i = 0; i < 3; ++i) {
    readiness.ask([&](const Reasons& reasons) { ready += reasons.empty() ? 1 : 0; });
  }
  running.wait();
  release.count_down();
  workers.stop();
  EXPECT_EQ(ready.load(), 3);
  EXPECT_EQ(store.checks.load(), 1);
}

TEST_F(OpsTest, FullWorkersAreBusy) {
  std::latch running{1};
  std::latch release{1};
  ASSERT_TRUE(workers.submit([&] {
    running.count_down();
    release.wait();
  }));
  running.wait();
  ASSERT_TRUE(workers.submit([] {}));
  EXPECT_EQ(reason(ask("/readyz")), "busy");
  release.count_down();
  workers.stop();  // the latches must outlive those who wait for them
}

TEST_F(OpsTest, ShuttingDownIsNotReady) {
  EXPECT_EQ(ask("/readyz").status, 200U);
  readiness.shut_down();
  EXPECT_EQ(reason(ask("/readyz")), "shutting down");
  EXPECT_EQ(ask("/healthz").status, 200U) << "still alive";
}

TEST_F(OpsTest, TheVersionSaysWhatItWasMadeOf) {
  const auto reply = ask("/version");
  EXPECT_EQ(reply.json.at("data").at("name").as_string(), "callroom");
  for (const auto* key : {"version", "commit", "compiler"}) {
    EXPECT_FALSE(reply.json.at("data").at(key).as_string().empty()) << key;
    EXPECT_EQ(reply.json.at("data").at(key).as_string().find('@'), std::string::npos) << key;
  }
  EXPECT_TRUE(reply.json.at("data").as_object().contains("buildType"));
}

TEST_F(OpsTest, TheMetricsAreText) {
  OpsHandler handler{readiness, build_info(), clock, [] { return std::string{"callroom_calls 3\n"}; }};
  const auto exchange = std::make_shared<OpsExchange>("GET", "/metrics");
  handler.handle(exchange);
  const auto response = exchange->wait();
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.headers.find("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(std::get<std::string>(response.body), "callroom_calls 3\n");
}

TEST_F(OpsTest, NothingElseIsThere) {
  EXPECT_EQ(ask("/metrics/").status, 404U);
  EXPECT_EQ(ask("/").status, 404U);
  const auto post = ask("/healthz", "POST");
  EXPECT_EQ(post.status, 405U);
  EXPECT_EQ(post.headers.find("Allow"), "GET, HEAD");
  EXPECT_EQ(ask("/healthz", "HEAD").status, 200U);
}

}  // namespace
}  // namespace callroom::ops
