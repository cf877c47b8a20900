#include "store/sqlite/sqlite_store.hpp"
#include "test/store/samples.hpp"

#include <unistd.h>

#include <fmt/format.h>
#include <cstdlib>
#include <exception>
#include <string>
#include <thread>

// The process that sqlite_crash_test kills: commits and updates without end from several threads, and writes the number of each
// acknowledged commit, one a line, to standard output.
//
//   store_crash_writer FILE FIRST      numbers FIRST, FIRST + 1, …
namespace callroom::store::test {
namespace {

constexpr std::uint64_t kThreads = 4;

/// One write(2) below PIPE_BUF is atomic, so lines of different threads do not mix.
void report(std::uint64_t number) {
  const auto line = std::to_string(number) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<::ssize_t>(line.size())) std::abort();
}

app::Commit numbered(std::uint64_t number) {
  auto commit = commit_of(a_session(number));
  commit.presence = {a_stay(commit.new_sessions[0].id, number)};
  commit.audit = {a_record(commit.new_sessions[0].id, number)};
  return commit;
}

[[noreturn]] void commit_without_end(SqliteStore& store, std::uint64_t number) {
  for (;; number += kThreads) {
    if (store.commit(numbered(number)) != app::CommitOutcome::kDone) std::abort();
    report(number);
  }
}

/// The same by updates, which are told in the writer's thread; many are on their way.
[[noreturn]] void update_without_end(SqliteStore& store, std::uint64_t number) {
  constexpr std::uint64_t kOnTheirWay = 64;
  for (std::uint64_t updates = 1;; ++updates, number += kThreads) {
    const auto told = [number](const std::exception_ptr& failure) { failure ? std::abort() : report(number); };
    store.update({std::nullopt, [number](const auto&) { return numbered(number); }}, told);
    if (updates % kOnTheirWay == 0) store.settle();
  }
}

}  // namespace
}  // namespace callroom::store::test

int main(int argc, char** argv) {
  using namespace callroom::store;
  if (argc != 3) return 2;
  try {
    SqliteStore store{std::string{argv[1]}};
    const auto first = std::stoull(argv[2]);
    std::vector<std::thread> threads;
    for (std::uint64_t thread = 0; thread < test::kThreads; ++thread) {
      auto* const work = thread % 2 == 0 ? test::commit_without_end : test::update_without_end;
      threads.emplace_back([&store, first, thread, work] { work(store, first + thread); });
    }
    for (auto& thread : threads) thread.join();
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
