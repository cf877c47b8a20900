#include "store/mongo/mongo_store.hpp"
#include "test/store/samples.hpp"

#include <unistd.h>

#include <fmt/format.h>
#include <csignal>
#include <exception>
#include <string>
#include <string_view>

// A server that dies between two steps of a commit: makes one commit of the kind that is asked for, and kills itself when
// a step of that name has been reached. See mongo_crash_test.cpp, which has prepared the database.
//
//   store_mongo_crash_writer URI KIND STEP
namespace callroom::store::test {
namespace {

app::Commit commit_of_kind(std::string_view kind, MongoStore& store) {
  const auto session = a_session().id;
  app::Commit commit;
  commit.presence = {a_stay(session)};
  commit.quality = {a_sample(session)};
  commit.ratings = {a_rating(session)};
  commit.audit = {a_record(session, 1), a_record(session, 2)};
  if (kind == "records") return commit;
  auto changed = store.session(session).value();
  changed.access_count = 7;
  commit.sessions = {{changed, changed.revision}};
  if (kind == "session") return commit;
  auto renamed = store.user(a_user().id).value();
  renamed.email = "renamed@example.org";
  commit.changed_users = {renamed};
  commit.new_users = {a_user(2)};
  return commit;
}

}  // namespace
}  // namespace callroom::store::test

int main(int argc, char** argv) {
  using namespace callroom::store;
  if (argc != 4) return 2;
  try {
    const std::string wanted = argv[3];
    const base::SystemClock clock;
    MongoOptions options;
    options.between_steps = [&](std::string_view step) {
      if (step == wanted) ::kill(::getpid(), SIGKILL);
    };
    MongoStore store(base::Secret{argv[1]}, clock, options);
    (void)store.commit(test::commit_of_kind(argv[2], store));
    return 0;  // the step was never reached
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
