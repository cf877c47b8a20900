// How long `callroom audit verify` walks a long trail: writes records to an SQLite store in a real directory, then verifies
// them as the command does.
//
//   bench_audit_verify --dir /var/tmp --records 1000000
#include "app/ports/audit_log.hpp"
#include "base/clock.hpp"
#include "integrity/chain_verifier.hpp"
#include "scratch_dir.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

namespace {

using namespace callroom;
using SteadyClock = std::chrono::steady_clock;

/// Records written in one commit while preparing.
constexpr std::size_t kAtOnce = 1000;

/// As an access decision over REST writes it.
domain::AuditRecord record(base::WallTime now) {
  return {.id = domain::AuditId::generate(now),
          .action = domain::AuditAction::kJoinAttempt,
          .timestamp = now,
          .session_id = domain::SessionId::generate(now),
          .user_id = domain::UserId::generate(now),
          .metadata = {{"outcome", "allowed"}, {"requestId", "ZxPq3vM0b1Kd9sYtWc2e"}, {"via", "can-join"}},
          .ip_address = "192.0.2.1",
          .user_agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"};
}

void write_records(app::Store& store, std::size_t count) {
  const base::SystemClock clock;
  for (std::size_t written = 0; written < count;) {
    app::Commit commit;
    while (commit.audit.size() < std::min(kAtOnce, count - written)) commit.audit.push_back(record(clock.now()));
    written += commit.audit.size();
    if (store.commit(commit) != app::CommitOutcome::kDone) throw std::runtime_error("the records were refused");
  }
}

double seconds_of(SteadyClock::time_point began) {
  return std::chrono::duration<double>(SteadyClock::now() - began).count();
}

void measure(const std::string& dir, std::size_t count) {
  const bench::ScratchDir scratch(dir);
  store::SqliteStore store(scratch.path() / "bench.db");
  auto began = SteadyClock::now();
  write_records(store, count);
  fmt::print("{} records written in {:.1f} s\n", count, seconds_of(began));
  began = SteadyClock::now();
  const auto report = integrity::verify_chain(store.audit_log(), {}, {}, [](std::int64_t, std::int64_t) {});
  const auto took = seconds_of(began);
  if (report.fault || report.records != static_cast<std::int64_t>(count))
    throw std::runtime_error("the trail does not verify");
  fmt::print("verified in {:.2f} s, {:.0f} a second\n", took, static_cast<double>(count) / took);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"How long a long audit trail is verified"};
  std::string dir = ".";
  std::size_t records = 1'000'000;
  cli.add_option("--dir", dir, "Where the database is made")->check(CLI::ExistingDirectory);
  cli.add_option("--records", records, "How many")->check(CLI::PositiveNumber);
  CLI11_PARSE(cli, argc, argv);
  try {
    measure(dir, records);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_audit_verify: {}\n", error.what());
    return 1;
  }
  return 0;
}
