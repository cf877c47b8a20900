#include "load/workloads.hpp"

#include "limit/relay.hpp"

#include <gtest/gtest.h>
#include <arpa/inet.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>

namespace load {
namespace {

/// Each workload against the limit relay, in a process of its own: short, but all the way through sockets.
class Workloads : public testing::Test {
 protected:
  Workloads() {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    server_ = ::fork();
    if (server_ == 0) serve(pipe[1]);
    std::uint16_t port = 0;
    EXPECT_EQ(::read(pipe[0], &port, sizeof port), static_cast<ssize_t>(sizeof port));
    for (const int end : pipe) ::close(end);
    settings_.server.address.sin_family = AF_INET;
    settings_.server.address.sin_port = htons(port);
    settings_.server.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    settings_.server_process = server_;
    settings_.rooms = 4;
    settings_.connections = 40;
    settings_.rate = 2000;
    settings_.warmup = 0.1;
    settings_.seconds = 0.3;
    settings_.settle = 0.05;
    for (int i = 0; i < 20; ++i)
      settings_.plan.push_back({"session", "room-" + std::to_string(i), "token-c", "token-p"});
  }
  ~Workloads() override {
    ::kill(server_, SIGKILL);
    ::waitpid(server_, nullptr, 0);
  }

  [[noreturn]] static void serve(int pipe) {
    limit_relay::Relay relay(0);
    const auto port = relay.port();
    if (::write(pipe, &port, sizeof port) != static_cast<ssize_t>(sizeof port)) std::_Exit(EXIT_FAILURE);
    relay.run();
  }

  /// The number that a member of a line of JSON has.
  static double member(const std::string& json, const std::string& name) {
    const auto at = json.find('"' + name + "\":");
    EXPECT_NE(at, std::string::npos) << name << " is not in " << json;
    double value = 0;
    const auto begin = at + name.size() + 3;
    std::from_chars(json.data() + begin, json.data() + json.size(), value);
    return value;
  }

  pid_t server_ = 0;
  Settings settings_;
};

TEST_F(Workloads, RelayKeepsItsSchedule) {
  const auto found = relay(settings_);
  EXPECT_NEAR(member(found, "count"), settings_.rate * settings_.seconds, 2);
  EXPECT_GT(member(found, "p50"), 0);
}

TEST_F(Workloads, SaturateGoesOnAsFastAsItCan) {
  EXPECT_GT(member(saturate(settings_), "count"), 100);
  settings_.output = Output::kGathered;
  EXPECT_GT(member(saturate(settings_), "count"), 100);
}

TEST_F(Workloads, IdleConnectionsAreCountedAndHeld) {
  const auto found = idle(settings_);
  EXPECT_EQ(member(found, "count"), 40);
}

TEST_F(Workloads, MemoryIsLookedAtInSteps) {
  const auto found = memory(settings_);
  EXPECT_NE(found.find(R"("steps":[[40,)"), std::string::npos) << found;
}

TEST_F(Workloads, AFloodIsMeasuredBesideItsAbsence) {
  settings_.flood_rate = 5000;
  const auto found = flood(settings_);
  EXPECT_NE(found.find(R"("turns":[1,1])"), std::string::npos) << found;
  EXPECT_GT(member(found, "floodSent"), 2000);
  EXPECT_GT(member(found, "rise"), 0);
}

TEST_F(Workloads, SilentReadersAreFedAndTheOthersMeasured) {
  settings_.readers = 2;
  settings_.feed_rate = 500;
  const auto found = silent(settings_);
  EXPECT_GT(member(found, "fedEach"), 300 * 2668 * 0.9);
  EXPECT_GT(member(found, "p99With"), 0);
  EXPECT_EQ(member(found, "readersClosed"), 0) << "the limit relay closes nobody";
}

TEST_F(Workloads, AHoldLooksAtTheServerAgainAndAgain) {
  settings_.seconds = 2;
  testing::internal::CaptureStderr();
  const auto found = hold(settings_);
  const auto told = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 2);
  EXPECT_EQ(member(found, "lost"), 0);
  EXPECT_EQ(member(found, "undelivered"), 0);
  EXPECT_EQ(member(found, "pingInterval"), 25000);
}

TEST_F(Workloads, AServerThatGoesAwayEndsTheRun) {
  ::kill(server_, SIGKILL);
  ::waitpid(server_, nullptr, 0);
  EXPECT_THROW((void)relay(settings_), std::exception);
}

}  // namespace
}  // namespace load
