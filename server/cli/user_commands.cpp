#include "app/bookings.hpp"
#include "app/erasure.hpp"
#include "auth/argon2_passwords.hpp"
#include "cli/records.hpp"
#include "rest/errors.hpp"
#include "rest/json_write.hpp"
#include "rest/new_user.hpp"
#include "wiring/data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

namespace callroom::cli {
namespace {

struct AddOptions {
  std::string name;
  std::string email;
  std::string role = "client";
  bool password_on_stdin = false;
};

/// By the rules of POST /users, whose reader is asked: what one door refuses, the other does not let in.
app::NewUser checked(const AddOptions& options) {
  const auto role =
      parse_or_fail<domain::Role>(options.role, domain::parse_role, "role", "client, psychologist, admin");
  boost::json::object user{{"name", options.name}, {"email", options.email}, {"role", domain::to_string(role)}};
  if (options.password_on_stdin) user["password"] = read_secret_line().reveal();
  auto read = rest::read_new_user(boost::json::serialize(user));
  if (read) return *std::move(read);
  if (read.error().problem == rest::BodyProblem::kNotJson) {
    throw CommandFailed("the user was not added: name and e-mail address must be UTF-8");
  }
  throw CommandFailed("the user was not added: " + rest::failure_of(read.error()).message);
}

void add(const Globals& globals, const AddOptions& options) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  auth::Argon2Passwords passwords(1);
  const auto made = app::create_user(records.env(), passwords, checked(options));
  if (!made) throw CommandFailed("the user was not added: " + std::string(app::to_string(made.error())));
  globals.print(user_line(*made), rest::user_json(*made));
}

void list(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  std::string text;
  boost::json::array rows;
  app::PageRequest page;
  do {
    auto users = records.store().users(page);
    for (const auto& user : users.items) {
      text += user_line(user) + "\n";
      rows.push_back(rest::user_json(user));
    }
    page.cursor = std::move(users.next);
  } while (page.cursor);
  globals.print(text, rows);
}

void erase(const Globals& globals, const std::string& id, bool sure) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const auto user = domain::UserId::parse(id);
  if (!user) throw CommandFailed("'" + id + "' is no user id (24 hex digits)");
  if (!sure) {
    throw CommandFailed("this destroys the keys of user " + id +
                        " for good: name, address, comments and audit details; say --yes to do it");
  }
  const base::SystemClock clock;
  const auto care = open_key_care(loaded.config, clock);
  const auto audit = loaded.config.audit.enabled ? app::AuditMode::kOn : app::AuditMode::kOff;
  const auto erased = app::erase_person(*care, clock, audit, *user);
  if (!erased) throw CommandFailed("nothing is known of a user " + id);
  if (erased->traces == app::KeyCare::Traces::kLogInUse) {
    throw CommandFailed(
        "the user was erased, but the database's log was in use all the while and may still hold the "
        "destroyed key; run this again");
  }
  std::string text = "user " + id + " is erased; backups from before still hold the keys, until you delete them";
  if (erased->plain_audit > 0) {
    text += "\n" + std::to_string(erased->plain_audit) +
            " audit records from before encryption stay in plain until their retention ends";
  }
  if (erased->traces == app::KeyCare::Traces::kDatabaseHistory) {
    text +=
        "\nthe destroyed keys, wrapped by the master key, stay in the database server's own history (oplog, freed "
        "pages) until it is overwritten";
  }
  globals.print(
      text,
      boost::json::object{
          {"id", id}, {"keys", erased->keys}, {"hadRecord", erased->had_record}, {"plainAudit", erased->plain_audit}});
}

}  // namespace

void add_user_commands(CLI::App& app, Globals& globals) {
  auto* user = app.add_subcommand("user", "People who sign in or join calls");
  user->require_subcommand(1);

  const auto options = std::make_shared<AddOptions>();
  auto* add_user = user->add_subcommand("add", "Adds a user and prints it");
  add_user->add_option("--name", options->name, "As others see it")->required();
  add_user->add_option("--email", options->email, "Unique")->required();
  add_user->add_option("--role", options->role, "client, psychologist or admin")->capture_default_str();
  add_user->add_flag("--password-stdin", options->password_on_stdin,
                     "Reads a password from standard input; without one the user joins by token only");
  add_setting(*add_user, globals, "--data-dir", "server.data_dir", "Where the database is");
  add_user->callback([&globals, options] { add(globals, *options); });

  const auto id = std::make_shared<std::string>();
  const auto sure = std::make_shared<bool>(false);
  auto* erase_user =
      user->add_subcommand("erase", "Makes a person's fields unreadable for good, audit records included");
  erase_user->add_option("id", *id, "The user's id")->required();
  erase_user->add_flag("--yes", *sure, "Really do it");
  add_setting(*erase_user, globals, "--data-dir", "server.data_dir", "Where the database is");
  erase_user->callback([&globals, id, sure] { erase(globals, *id, *sure); });

  auto* list_users = user->add_subcommand("list", "Lists all users");
  add_setting(*list_users, globals, "--data-dir", "server.data_dir", "Where the database is");
  list_users->callback([&globals] { list(globals); });
}

}  // namespace callroom::cli
