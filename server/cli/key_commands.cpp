#include "app/ports/key_care.hpp"
#include "cli/globals.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <iostream>

namespace callroom::cli {
namespace {

boost::json::object counts_json(const app::KeyCare::Status& status) {
  boost::json::object counts;
  for (const auto& [master, keys] : status.wrapped_by) counts[master] = keys;
  return counts;
}

void status(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const base::SystemClock clock;
  const auto found = open_key_care(loaded.config, clock)->status();
  std::string text = fmt::format("current master key: {}\n", found.current);
  for (const auto& [master, keys] : found.wrapped_by) text += fmt::format("{}  wraps {} data keys\n", master, keys);
  globals.print(text, boost::json::object{{"current", found.current}, {"wrappedBy", counts_json(found)}});
}

void rotate(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const base::SystemClock clock;
  const auto care = open_key_care(loaded.config, clock);
  const auto rewrapped =
      care->rewrap([](std::int64_t done) { std::cerr << "callroom: " << done << " data keys rewrapped\n"; });
  const auto current = care->status().current;
  globals.print(
      fmt::format("{} data keys are now wrapped by the master key {}.\n"
                  "Run this again once every server has the new key first (encryption.key, or the first line of the\n"
                  "key file). When it finds 0, the earlier keys can leave the configuration; keep them as long as you\n"
                  "keep backups that were made with them.",
                  rewrapped, current),
      boost::json::object{{"rewrapped", rewrapped}, {"current", current}});
}

}  // namespace

void add_key_commands(CLI::App& app, Globals& globals) {
  auto* keys = app.add_subcommand("keys", "The keys of encryption at rest");
  keys->require_subcommand(1);

  auto* show = keys->add_subcommand("status", "Which master key wraps how many data keys");
  add_setting(*show, globals, "--data-dir", "server.data_dir", "Where the database is");
  show->callback([&globals] { status(globals); });

  auto* rotated = keys->add_subcommand(
      "rotate", "Wraps all data keys by the current master key; earlier ones must be configured, too");
  add_setting(*rotated, globals, "--data-dir", "server.data_dir", "Where the database is");
  rotated->callback([&globals] { rotate(globals); });
}

}  // namespace callroom::cli
