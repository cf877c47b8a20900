// How many access decisions and call starts a second become durable with their audit records, and how they share their
// fsyncs. Use cases straight on a SQLite store in a real directory: no HTTP, no sockets.
//
//   bench_durable_decisions --dir /var/tmp --threads 4,16,64,256 --seconds 3 [--sealed]
//
// Prints, for each number of threads that ask at once: decisions a second, how many fsyncs a second that took, and the
// ratio to what this disk does with an fsync for each. Only ratios can be compared between machines. With --sealed the
// personal fields are encrypted; what that costs is the ratio to a run without.
#include "app/bookings.hpp"
#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"
#include "base/clock.hpp"
#include "booked.hpp"
#include "scratch_dir.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace callroom;
using bench::ScratchDir;
using SteadyClock = std::chrono::steady_clock;

/// Sessions that can-join is asked about, one after the other.
constexpr std::size_t kSessionsAsked = 1000;
/// Sessions booked in one commit while preparing.
constexpr std::size_t kBookedAtOnce = 500;
/// What a commit of one audit record appends to the write-ahead log: about two pages.
constexpr std::size_t kLogBytes = 8192;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// Appends with an fsync each: what a store that does not share them could reach at best.
double fsyncs_per_second(const std::filesystem::path& dir, double seconds) {
  const auto path = dir / "fsync-probe";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot write " + path.string());
  const std::array<char, kLogBytes> bytes{};
  std::uint64_t done = 0;
  const auto start = SteadyClock::now();
  while (seconds_since(start) < seconds) {
    if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || ::fdatasync(file) != 0)
      throw std::runtime_error("cannot sync " + path.string());
    ++done;
  }
  const double rate = static_cast<double>(done) / seconds_since(start);
  ::close(file);
  return rate;
}

struct Practice {
  app::Identity client;
  std::vector<domain::SessionId> sessions;
};

/// Sessions that begin now, between a client and a psychologist, both of that number.
Practice book(const app::Environment& env, std::size_t number, std::size_t count) {
  const auto now = env.clock.now();
  const auto client = bench::person(now, number, domain::Role::kClient);
  const auto psychologist = bench::person(now, number, domain::Role::kPsychologist);
  app::Commit people;
  people.new_users = {client, psychologist};
  if (env.store.commit(people) != app::CommitOutcome::kDone) throw std::runtime_error("the people were refused");

  Practice practice{{client.id, client.role, client.name, now + base::Minutes{60}}, {}};
  while (practice.sessions.size() < count) {
    app::Commit bookings;
    for (std::size_t i = 0; i < kBookedAtOnce && practice.sessions.size() < count; ++i) {
      auto session = bench::booking(now, client.id, psychologist.id);
      practice.sessions.push_back(session.id);
      bookings.new_sessions.push_back(std::move(session));
    }
    if (env.store.commit(bookings) != app::CommitOutcome::kDone) throw std::runtime_error("the bookings were refused");
  }
  return practice;
}

/// Calls `once(n)` with n = 0, 1, … from `threads` threads until the time is over or it says that there is no more.
double rate_of(std::size_t threads, double seconds, const std::function<bool(std::size_t)>& once) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  std::vector<std::thread> askers;
  const auto start = SteadyClock::now();
  for (std::size_t i = 0; i < threads; ++i) {
    askers.emplace_back([&] {
      while (seconds_since(start) < seconds && once(next++)) ++done;
    });
  }
  for (auto& asker : askers) asker.join();
  return static_cast<double>(done) / seconds_since(start);
}

struct Batches {
  store::CommitStats before;
  store::CommitStats after;

  [[nodiscard]] std::uint64_t transactions() const { return after.transactions - before.transactions; }
  [[nodiscard]] double mean() const {
    const auto commits = after.done + after.refused - before.done - before.refused;
    return transactions() == 0 ? 0.0 : static_cast<double>(commits) / static_cast<double>(transactions());
  }
  /// Share of the transactions in each class of sizes: "1:3% 2:5% 4:20% …", a class named by its largest size.
  [[nodiscard]] std::string sizes() const {
    std::string text;
    for (std::size_t i = 0; i < after.by_size.size(); ++i) {
      const auto count = after.by_size.at(i) - before.by_size.at(i);
      if (count == 0) continue;
      const double share = 100.0 * static_cast<double>(count) / static_cast<double>(transactions());
      text += fmt::format(" {}:{:.0f}%", std::size_t{1} << i, share);
    }
    return text;
  }
};

void print(const char* what, std::size_t threads, double rate, double baseline, const Batches& batches) {
  fmt::print("{:<10} {:>7} {:>12.0f} {:>10.1f}x {:>10.1f}  {}\n", what, threads, rate, rate / baseline, batches.mean(),
             batches.sizes());
}

void measure(const std::filesystem::path& dir, const std::vector<std::size_t>& threads, double seconds,
             const store::Sealing& sealing) {
  const double baseline = fsyncs_per_second(dir, seconds);
  fmt::print("fsyncs a second, one after the other: {:.0f}\n\n", baseline);
  fmt::print("{:<10} {:>7} {:>12} {:>11} {:>10}   batch sizes (share of the transactions)\n", "decision", "threads",
             "a second", "to fsyncs", "mean batch");
  for (const auto count : threads) {
    const ScratchDir scratch(dir);
    store::SqliteOptions options;
    options.sealing = sealing;
    options.most_queued_commits = std::max(options.most_queued_commits, count);
    store::SqliteStore store(scratch.path() / "bench.db", options);
    const base::SystemClock clock;
    const app::Environment env{store, clock, {}, {}, app::AuditMode::kOn};
    const app::Origin origin{"bench", "192.0.2.1", "bench_durable_decisions", "bench", {}};

    const auto asked = book(env, 0, kSessionsAsked);
    auto before = store.commit_stats();
    const double joins = rate_of(count, seconds, [&](std::size_t n) {
      const auto& session = asked.sessions[n % asked.sessions.size()];
      const auto answer = app::can_join(env, session, asked.client, origin);
      if (!answer || answer->denial) throw std::runtime_error("can-join was refused");
      return true;
    });
    print("can-join", count, joins, baseline, {before, store.commit_stats()});

    // Each start needs a session of its own: as many as the disk may ask for in the time, and a half more.
    const auto started = book(env, 1, static_cast<std::size_t>(joins * seconds * 1.5) + count);
    before = store.commit_stats();
    const double starts = rate_of(count, seconds, [&](std::size_t n) {
      if (n >= started.sessions.size()) return false;
      if (!app::start_call(env, started.sessions[n], started.client, origin))
        throw std::runtime_error("start was refused");
      return true;
    });
    print("start", count, starts, baseline, {before, store.commit_stats()});
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Durable decisions a second on this machine's disk"};
  std::filesystem::path dir = "/var/tmp";
  std::vector<std::size_t> threads{4, 16, 64, 256};
  double seconds = 3;
  bool sealed = false;
  cli.add_option("--dir", dir, "Where the database is made; of a real disk, not of memory")->check(CLI::ExistingDirectory);
  cli.add_option("--threads", threads, "How many ask at once")->delimiter(',')->check(CLI::PositiveNumber);
  cli.add_option("--seconds", seconds, "How long each measurement takes")->check(CLI::PositiveNumber);
  cli.add_flag("--sealed", sealed, "Encrypts personal fields, under a master key that nobody keeps");
  CLI11_PARSE(cli, argc, argv);
  try {
    store::Sealing sealing;
    if (sealed) {
      vault::MasterKeys keys(vault::make_master_key(vault::Key::random()));
      sealing.vault = std::make_shared<const vault::Vault>(std::move(keys));
    }
    measure(dir, threads, seconds, sealing);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_durable_decisions: {}\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
