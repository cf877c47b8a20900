#include "test/store/sqlite_fixture.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <random>

// A process that is killed at any point: what it had been told is committed is there, as a whole.
namespace callroom::store::test {
namespace {

using SqliteCrash = SqliteFile;

/// store_crash_writer, running.
class Victim {
 public:
  Victim(const std::string& file, std::uint64_t first) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::string program = CALLROOM_CRASH_WRITER;
    auto path = file;
    auto number = std::to_string(first);
    const std::array<char*, 4> arguments{program.data(), path.data(), number.data(), nullptr};
    const int error = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    reports_ = pipe[0];
    if (error != 0) throw std::system_error(error, std::generic_category(), program);
  }
  ~Victim() { ::close(reports_); }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  /// Lets it report `commits` times, kills it, and gives all that it reported.
  std::vector<std::uint64_t> kill_after(std::size_t commits) {
    while (lines() < commits && read_more()) {
    }
    ::kill(process_, SIGKILL);
    while (read_more()) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it ended before it was killed: " << status;
    return numbers();
  }

 private:
  std::size_t lines() const { return static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')); }
  bool read_more() {
    std::array<char, 4096> buffer{};
    const auto size = ::read(reports_, buffer.data(), buffer.size());
    if (size > 0) text_.append(buffer.data(), static_cast<std::size_t>(size));
    return size > 0;
  }
  std::vector<std::uint64_t> numbers() const {
    std::vector<std::uint64_t> found;
    for (std::size_t begin = 0, end = 0; (end = text_.find('\n', begin)) != std::string::npos; begin = end + 1)
      found.push_back(std::stoull(text_.substr(begin, end - begin)));
    return found;
  }

  ::pid_t process_ = 0;
  int reports_ = -1;
  std::string text_;
};

TEST_F(SqliteCrash, WhatWasAcknowledgedSurvivesSigkillAtAnyPoint) {
  constexpr int kKills = 12;
  constexpr std::size_t kMostCommits = 150;
  constexpr std::uint64_t kNumbersPerRun = 1'000'000;
  std::mt19937 random(20261122);  // the same points in every run of this test, as far as scheduling allows
  std::vector<std::uint64_t> acknowledged;
  for (int kill = 0; kill < kKills; ++kill) {
    Victim victim(file(), 1 + static_cast<std::uint64_t>(kill) * kNumbersPerRun);
    const auto reported = victim.kill_after(std::uniform_int_distribution<std::size_t>(1, kMostCommits)(random));
    EXPECT_FALSE(reported.empty());
    acknowledged.insert(acknowledged.end(), reported.begin(), reported.end());

    EXPECT_EQ(other_program().text("PRAGMA integrity_check"), "ok");
    SqliteStore store(file());
    for (const auto number : acknowledged) {
      const auto session = a_session(number);
      ASSERT_EQ(dump(store.session(session.id)), dump(session)) << "acknowledged and lost: " << number;
      ASSERT_EQ(dump(store.presence(session.id)), dump(std::vector{a_stay(session.id, number)}));
      ASSERT_EQ(dump(store.audit_of(session.id)), dump(std::vector{a_record(session.id, number)}));
    }
    auto db = other_program();
    EXPECT_EQ(db.integer("SELECT count(*) FROM sessions s WHERE (SELECT count(*) FROM videocallauditlogs a "
                         "WHERE a.sessionId = s.id) <> 1 OR (SELECT count(*) FROM callpresence p "
                         "WHERE p.sessionId = s.id) <> 1"),
              0)
        << "half a commit";
    EXPECT_GE(db.integer("SELECT count(*) FROM sessions"), static_cast<std::int64_t>(acknowledged.size()));
  }
}

}  // namespace
}  // namespace callroom::store::test
