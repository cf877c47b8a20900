#include "base/clock.hpp"
#include "base/random.hpp"
#include "cli/globals.hpp"
#include "cli/migrate_down.hpp"
#include "cli/transfer.hpp"
#include "store/mongo/migrate.hpp"
#include "store/mongo/open.hpp"
#include "store/sqlite/schema.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace callroom::cli {
namespace {

namespace json = boost::json;
using store::mongo::Mode;

struct MigrateOptions {
  bool dry_run = false;
  bool down = false;
  bool force = false;
  TransferOptions transfer;
};

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.push_back(json::value(text));
  return list;
}

void migrate_mongo(const Globals& globals, const config::Config& config, const MigrateOptions& options) {
  const base::SystemClock clock;
  // Building an index takes as long as the collection is large; no call waits for this command.
  store::mongo::Database database(config.store.mongodb_uri, clock, base::Minutes{60});
  store::Sealing sealing;
  if (!options.dry_run) sealing = store::mongo::sealing_for(database, clock, mongo_options(config));
  const auto report = store::mongo::migrate(
      database, options.dry_run ? Mode::kDryRun : Mode::kApply, clock, [] { return "room-" + base::uuid_v4(); },
      [](std::int64_t done, std::int64_t total) { std::cerr << fmt::format("sessions: {} of {}\n", done, total); },
      sealing);
  std::string text;
  for (const auto& index : report.indexes)
    text += fmt::format("index {} {}\n", index, options.dry_run ? "is missing" : "made");
  text += fmt::format("{} sessions looked at; {} {}; {} of them {} a meeting link\n", report.sessions, report.completed,
                      options.dry_run ? "lack fields" : "got fields that they lacked", report.links,
                      options.dry_run ? "would get" : "got");
  for (const auto& record : report.unreadable) text += "left as it is: " + record + "\n";
  if (options.dry_run) text += "nothing was changed\n";
  globals.print(text, json::object{{"store", "mongodb"},
                                   {"dryRun", options.dry_run},
                                   {"indexes", list_of(report.indexes)},
                                   {"sessions", report.sessions},
                                   {"completed", report.completed},
                                   {"meetingLinks", report.links},
                                   {"unreadable", list_of(report.unreadable)}});
  if (!report.unreadable.empty())
    throw CommandFailed(fmt::format("{} records hold what nobody understands", report.unreadable.size()));
}

std::int64_t version_of(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return 0;
  store::sqlite::OpenOptions read_only;
  read_only.access = store::sqlite::Access::kReadOnly;
  store::sqlite::Connection db(file.string(), read_only);
  return db.integer("PRAGMA user_version");
}

void migrate_sqlite(const Globals& globals, const config::Config& config, const MigrateOptions& options) {
  const auto file = data_files(config.server.data_dir).database;
  const auto before = version_of(file);
  const auto known = store::sqlite::migrations().back().to;
  if (!options.dry_run && before < known) {
    const base::SystemClock clock;
    (void)open_store(config, clock);  // as the server's start does it
  }
  const auto after = version_of(file);
  const auto text = before == known
                        ? fmt::format("{}: version {}, nothing to do", file.string(), before)
                        : fmt::format("{}: version {}, {} {}", file.string(), before,
                                      options.dry_run ? "would be brought to" : "now", options.dry_run ? known : after);
  globals.print(text, json::object{{"store", "sqlite"},
                                   {"dryRun", options.dry_run},
                                   {"before", before},
                                   {"after", after},
                                   {"known", known}});
  if (before > known) throw CommandFailed("the database was used by a newer program");
}

std::string is_store(const std::string& text) {
  return text == "sqlite" || text == "mongodb" ? "" : "'" + text + "' is neither sqlite nor mongodb";
}

std::string is_store_or_version(const std::string& text) {
  const bool number = !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return number || is_store(text).empty() ? "" : "'" + text + "' is neither sqlite, mongodb nor a version";
}

/// What goes with what. Throws CLI::ParseError.
void check(const MigrateOptions& options) {
  const auto& [from, to] = std::pair{options.transfer.from, options.transfer.to};
  if (options.down && !from.empty()) throw CLI::ValidationError("--down", "goes without --from");
  if (options.down && !to.empty() && is_store(to).empty()) throw CLI::ValidationError("--to", "takes a version here");
  if (!options.down && from.empty() != to.empty()) throw CLI::ValidationError("--from, --to", "go together");
  if (!from.empty() && !is_store(to).empty()) throw CLI::ValidationError("--to", is_store(to));
}

void migrate(const Globals& globals, MigrateOptions options) {
  check(options);
  if (options.down) {
    DownOptions down{.to = std::nullopt, .dry_run = options.dry_run, .force = options.force};
    if (!options.transfer.to.empty()) down.to = std::stoll(options.transfer.to);
    return migrate_down(globals, down);
  }
  if (!options.transfer.from.empty()) {
    options.transfer.dry_run = options.dry_run;
    return move_records(globals, options.transfer);
  }
  const auto loaded = globals.load(config::Purpose::kRecords);
  if (loaded.config.store.mongodb_uri.empty()) {
    migrate_sqlite(globals, loaded.config, options);
  } else {
    migrate_mongo(globals, loaded.config, options);
  }
}

void add_transfer(CLI::App& command, TransferOptions& options) {
  auto* from = command.add_option("--from", options.from, "Moves all records from this store: sqlite or mongodb");
  from->check(is_store);
  command.add_option("--to", options.to, "... to that one, which must be empty; with --down, the version to go back to")
      ->check(is_store_or_version);
  command.add_flag("--start-over", options.start_over, "Empties a target whose move was cut off")->needs(from);
  command.add_flag("--leave-out", options.leave_out, "Leaves behind what the target has no place for")->needs(from);
}

}  // namespace

void add_migrate(CLI::App& app, Globals& globals) {
  const auto options = std::make_shared<MigrateOptions>();
  auto* command = app.add_subcommand("migrate", "Brings the database to what this program works with");
  command->add_flag("--dry-run", options->dry_run, "Shows what would be done, and changes nothing");
  add_transfer(*command, options->transfer);
  auto* down = command->add_flag("--down", options->down, "The way back: of the tables to an earlier version");
  command->add_flag("--force", options->force, "Though records are lost by it")->needs(down);
  add_setting(*command, globals, "--data-dir", "server.data_dir", "Where the SQLite database is");
  command->callback([&globals, options] { migrate(globals, *options); });
}

}  // namespace callroom::cli
