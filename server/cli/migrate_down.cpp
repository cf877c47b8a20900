#include "cli/migrate_down.hpp"

#include "base/clock.hpp"
#include "store/mongo/migrate_down.hpp"
#include "store/sqlite/downgrade.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/sqlite_transfer.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace callroom::cli {
namespace {

namespace json = boost::json;
namespace sqlite = store::sqlite;
using store::mongo::Mode;

json::array json_of(const std::vector<sqlite::StepDown>& steps) {
  json::array list;
  for (const auto& step : steps) {
    list.push_back(json::object{{"version", step.version},
                                {"loses", step.loses},
                                {"records", step.records},
                                {"blocked", step.blocked.value_or("")}});
  }
  return list;
}

std::string text_of(const sqlite::StepDown& step) {
  auto text = fmt::format("version {} to {}: ", step.version, step.version - 1);
  if (step.blocked) return text + "not possible: " + *step.blocked + "\n";
  if (step.records == 0) return text + "loses nothing\n";
  return text + fmt::format("loses {} ({} records)\n", step.loses, step.records);
}

/// Throws CommandFailed: nothing was changed.
void refuse(const std::vector<sqlite::StepDown>& steps, bool force) {
  for (const auto& step : steps) {
    if (step.blocked) throw CommandFailed(fmt::format("no way back from version {}: {}", step.version, *step.blocked));
  }
  if (force) return;
  for (const auto& step : steps) {
    if (step.records > 0) {
      throw CommandFailed(fmt::format("version {} has {} records of {}, which would be lost; --force does it anyway",
                                      step.version, step.records, step.loses));
    }
  }
}

void sqlite_down(const Globals& globals, const config::Config& config, const DownOptions& options) {
  const auto file = data_files(config.server.data_dir).database;
  if (!std::filesystem::exists(file)) throw CommandFailed("there is no database " + file.string());
  sqlite::OpenOptions open;
  if (options.dry_run) open.access = sqlite::Access::kReadOnly;
  sqlite::Connection db(file.string(), open);
  sqlite::refuse_unusable(db, sqlite::migrations(), file.string());
  sqlite::refuse_half_moved(db, file);
  const auto before = db.integer("PRAGMA user_version");
  const auto to = options.to.value_or(before - 1);
  if (to >= before) throw CommandFailed(fmt::format("{} has version {} already", file.string(), before));
  const auto steps = sqlite::steps_down(db, to);
  std::string text;
  for (const auto& step : steps) text += text_of(step);
  const json::object value{{"store", "sqlite"},
                           {"dryRun", options.dry_run},
                           {"before", before},
                           {"after", to},
                           {"steps", json_of(steps)}};
  if (options.dry_run) return globals.print(text + "nothing was changed", value);
  refuse(steps, options.force);
  sqlite::step_down(db, steps);
  text += fmt::format("{}: now version {}; a start of this program brings it forward again", file.string(), to);
  globals.print(text, value);
}

void mongo_down(const Globals& globals, const config::Config& config, const DownOptions& options) {
  if (options.to) throw CommandFailed("--to: a MongoDB database has no versions");
  const base::SystemClock clock;
  store::mongo::Database database(config.store.mongodb_uri, clock, base::Minutes{60});
  const auto report = store::mongo::migrate_down(
      database, options.dry_run ? Mode::kDryRun : Mode::kApply,
      [](std::int64_t done, std::int64_t of) { std::cerr << fmt::format("documents: {} of {}\n", done, of); });
  std::string text;
  json::array indexes;
  for (const auto& index : report.indexes) {
    text += fmt::format("index {} {}\n", index, options.dry_run ? "would be dropped" : "dropped");
    indexes.push_back(json::value(index));
  }
  text += fmt::format("{} users and sessions {} callroom's own fields\n", report.documents,
                      options.dry_run ? "would lose" : "lost");
  text +=
      "the audit trail with its links, callroom's own collections and the contract's fields and indexes stay: they are "
      "records, or a platform may count on them";
  globals.print(text, json::object{{"store", "mongodb"},
                                   {"dryRun", options.dry_run},
                                   {"indexes", std::move(indexes)},
                                   {"documents", report.documents}});
}

}  // namespace

void migrate_down(const Globals& globals, const DownOptions& options) {
  const auto config = globals.load(config::Purpose::kRecords).config;
  if (config.store.mongodb_uri.empty()) {
    sqlite_down(globals, config, options);
  } else {
    mongo_down(globals, config, options);
  }
}

}  // namespace callroom::cli
