#include "cli/transfer.hpp"

#include "app/ports/audit_log.hpp"
#include "base/clock.hpp"
#include "integrity/chain_verifier.hpp"
#include "store/mongo/mongo_transfer.hpp"
#include "store/mongo/open.hpp"
#include "store/sqlite/sqlite_transfer.hpp"
#include "store/transfer/transfer.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

namespace callroom::cli {
namespace {

namespace json = boost::json;
namespace transfer = store::transfer;
using store::sqlite::SqliteTransfer;

constexpr auto kMongo = "mongodb";

/// Between two lines of progress; one of the last record comes in any case.
constexpr std::int64_t kReportEvery = 1000;

std::unique_ptr<transfer::Target> side(const config::Config& config, const std::string& store, const base::Clock& clock,
                                       SqliteTransfer::Use use) {
  if (store == kMongo) {
    return std::make_unique<store::mongo::MongoTransfer>(config.store.mongodb_uri, clock,
                                                         mongo_options(config).sharing);
  }
  std::filesystem::create_directories(config.server.data_dir);
  return std::make_unique<SqliteTransfer>(data_files(config.server.data_dir).database, use);
}

const char* word_of(transfer::Phase phase) {
  switch (phase) {
    case transfer::Phase::kReading:
      return "read";
    case transfer::Phase::kWriting:
      return "moved";
    case transfer::Phase::kVerifying:
      return "verified";
  }
  return "";
}

void show_progress(transfer::Phase phase, const std::string& table, std::int64_t done, std::int64_t of) {
  if (of == 0 || (done % kReportEvery != 0 && done < of)) return;
  std::cerr << fmt::format("{}: {} of {} {}\n", table, done, of, word_of(phase));
}

/// The records as a server of that store finds them: opened as it would, their trail walked from the first record.
integrity::ChainReport verify_trail(config::Config config, const std::string& store, const base::Clock& clock) {
  if (store != kMongo) config.store.mongodb_uri = {};
  const auto opened = open_store(config, clock);
  std::vector<app::PublicKey> keys;
  // None: no server ever signed for these records.
  if (const auto checkpoints = checkpoint_file(config); std::filesystem::exists(checkpoints))
    keys = signing_keys_of(config);
  const auto lines = integrity::read_checkpoints(checkpoint_file(config), keys);
  return integrity::verify_chain(opened->audit_log(), lines, keys, [](std::int64_t, std::int64_t) {});
}

std::string text_of(const transfer::Report& report, const TransferOptions& options) {
  std::string text;
  for (const auto& table : report.tables) {
    if (table.source.records == 0) continue;
    text += fmt::format("{:<26} {:>9}  {}\n", table.table, table.source.records, table.source.checksum.substr(0, 16));
  }
  for (const auto& [what, records] : report.left_out)
    text += fmt::format("{}: {} records, {}\n", what, records, options.dry_run ? "no place for it" : "left out");
  if (options.dry_run) return text + (report.already_there ? "everything is there\n" : "nothing was changed\n");
  if (report.already_there) return text + "everything was there already, the same on both sides\n";
  if (report.resumed) text += "continued where an earlier run was cut off\n";
  return text + "the same on both sides: counts and checksums\n";
}

json::object json_of(const transfer::Report& report, const TransferOptions& options) {
  json::array tables;
  for (const auto& table : report.tables) {
    tables.push_back(json::object{{"table", table.table},
                                  {"records", table.source.records},
                                  {"checksum", table.source.checksum},
                                  {"written", table.written}});
  }
  json::object left_out;
  for (const auto& [what, records] : report.left_out) left_out[what] = records;
  return {{"from", options.from},
          {"to", options.to},
          {"dryRun", options.dry_run},
          {"resumed", report.resumed},
          {"alreadyThere", report.already_there},
          {"leftOut", std::move(left_out)},
          {"tables", std::move(tables)}};
}

transfer::Report run(const config::Config& config, const TransferOptions& options, const base::Clock& clock) {
  using enum SqliteTransfer::Use;
  const auto source = side(config, options.from, clock, options.dry_run ? kLook : kSource);
  const auto target = side(config, options.to, clock, options.dry_run ? kLook : kTarget);
  if (source->count(transfer::form_of("callroomkeys")) > 0 && !config.encryption.on()) {
    throw CommandFailed(source->name() + " is encrypted: its master key must be configured, so that the records can be "
                                         "verified in their new place");
  }
  const transfer::Options how{options.dry_run, options.start_over, options.leave_out};
  try {
    return transfer::transfer(*source, *target, how, show_progress);
  } catch (const transfer::Refused& refused) {
    throw CommandFailed(refused.what());
  }
}

}  // namespace

void move_records(const Globals& globals, const TransferOptions& options) {
  if (options.from == options.to) throw CommandFailed("--from and --to name the same store");
  const auto config = globals.load(config::Purpose::kRecords).config;
  if (config.store.mongodb_uri.empty()) throw CommandFailed("MONGODB_URI (store.mongodb_uri) names no database");
  const base::SystemClock clock;
  const auto report = run(config, options, clock);
  auto text = text_of(report, options);
  auto value = json_of(report, options);
  if (options.dry_run) return globals.print(text, value);

  const auto trail = verify_trail(config, options.to, clock);
  value["audit"] = json::object{{"valid", !trail.fault.has_value()},
                                {"records", trail.records},
                                {"checkpoints", trail.checkpoints},
                                {"fault", trail.fault ? trail.fault->text : ""}};
  if (trail.fault) {
    globals.print(text + "audit trail NOT AS IT WAS WRITTEN: " + trail.fault->text, value);
    throw CommandFailed("the audit trail is not as it was written: callroom audit verify, before the move, says more");
  }
  text += fmt::format("audit trail: {} records verified, {} checkpoints met\n", trail.records, trail.checkpoints);
  text += options.to == kMongo ? "Start the server with MONGODB_URI." : "Start the server without MONGODB_URI.";
  globals.print(text, value);
}

}  // namespace callroom::cli
