// A database full of calls that may be entered now, and the tokens of those who may: what the bench starts from.
//
//   JWT_SECRET=… bench_seed --data-dir DIR --sessions 10000 --plan DIR/plan.tsv
//
// Each session has two people of its own. Straight on the store, in large commits: by the command line or REST it would
// take longer than what is measured afterwards. The plan has a line for each session:
// session, room, client's id, psychologist's id, client's token, psychologist's token; tabs in between.
#include "app/ports/store.hpp"
#include "auth/jwt.hpp"
#include "base/clock.hpp"
#include "booked.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace {

using namespace callroom;

/// Sessions in one commit.
constexpr std::size_t kAtOnce = 500;
/// Longer than any bench takes.
constexpr base::Minutes kTokenLifetime{24 * 60};
/// The name that the server gives its database in DATA_DIR.
constexpr auto kDatabaseFile = "callroom.db";

void seed(const std::filesystem::path& directory, std::size_t sessions, const std::filesystem::path& plan_file) {
  const auto* const secret = std::getenv("JWT_SECRET");
  if (secret == nullptr) throw std::runtime_error("JWT_SECRET is not set");
  const base::SystemClock clock;
  const auth::JwtIssuer issuer({base::Secret{secret}, auth::Algorithm::kHs256, {}}, clock);
  std::filesystem::create_directories(directory);
  store::SqliteStore store(directory / kDatabaseFile);
  std::ofstream plan(plan_file);

  for (std::size_t made = 0; made < sessions;) {
    const auto now = clock.now();
    app::Commit commit;
    for (const auto end = std::min(made + kAtOnce, sessions); made < end; ++made) {
      const auto client = bench::person(now, made, domain::Role::kClient);
      const auto psychologist = bench::person(now, made, domain::Role::kPsychologist);
      const auto session = bench::booking(now, client.id, psychologist.id);
      plan << session.id.str() << '\t' << session.meeting_link->str() << '\t' << client.id.str() << '\t'
           << psychologist.id.str() << '\t' << issuer.issue(client, kTokenLifetime).token.reveal() << '\t'
           << issuer.issue(psychologist, kTokenLifetime).token.reveal() << '\n';
      commit.new_users.push_back(client);
      commit.new_users.push_back(psychologist);
      commit.new_sessions.push_back(session);
    }
    if (store.commit(commit) != app::CommitOutcome::kDone) throw std::runtime_error("the store refused; was it empty?");
  }
  if (!plan.flush()) throw std::runtime_error("cannot write " + plan_file.string());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Users, sessions and tokens for the bench"};
  std::filesystem::path directory;
  std::filesystem::path plan;
  std::size_t sessions = 1000;
  cli.add_option("--data-dir", directory, "The server's DATA_DIR; there must be no such sessions in it yet")
      ->required();
  cli.add_option("--plan", plan, "Where sessions and tokens are written")->required();
  cli.add_option("--sessions", sessions, "How many")->check(CLI::PositiveNumber);
  CLI11_PARSE(cli, argc, argv);
  try {
    seed(directory, sessions, plan);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_seed: {}\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
