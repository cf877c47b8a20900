#include "app/ports/audit_log.hpp"
#include "base/iso_time.hpp"
#include "cli/globals.hpp"
#include "cli/records.hpp"
#include "integrity/chain_verifier.hpp"
#include "integrity/checkpointer.hpp"
#include "integrity/inclusion_proof.hpp"
#include "integrity/key_set.hpp"
#include "rest/audit_json.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

namespace callroom::cli {
namespace {

namespace json = boost::json;

/// Only for a person who looks on: one line that is written over.
void show_progress(std::int64_t seq, std::int64_t of) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::cerr << fmt::format("\r{} of {} records ({} %)", seq, of, of > 0 ? 100 * seq / of : 100) << std::flush;
}

json::object report_json(const integrity::ChainReport& report, double seconds) {
  json::object value{{"valid", !report.fault.has_value()},
                     {"records", report.records},
                     {"swept", report.swept},
                     {"checkpoints", report.checkpoints},
                     {"unreadableCheckpoints", report.unreadable_checkpoints},
                     {"signedUntil", report.signed_until},
                     {"head", {{"seq", report.head.seq}, {"hash", report.head.hash}}},
                     {"seconds", seconds}};
  if (report.fault) {
    value["fault"] = json::object{{"kind", integrity::to_string(report.fault->kind)},
                                  {"seq", report.fault->seq},
                                  {"id", report.fault->record_id},
                                  {"text", report.fault->text}};
  }
  return value;
}

std::string report_text(const integrity::ChainReport& report, double seconds) {
  auto text =
      fmt::format("{} records, {} swept and signed for, {} checkpoints met (the last at {}), head {} {}; {:.2f} s\n",
                  report.records, report.swept, report.checkpoints, report.signed_until, report.head.seq,
                  report.head.hash, seconds);
  if (report.unreadable_checkpoints > 0) {
    text +=
        fmt::format("{} lines of the checkpoints are unreadable and were left out\n", report.unreadable_checkpoints);
  }
  if (!report.fault) return text + "The audit trail is as it was written.\n";
  return text +
         fmt::format("NOT AS IT WAS WRITTEN ({}): {}\n", integrity::to_string(report.fault->kind), report.fault->text);
}

void verify(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const base::SystemClock clock;
  const auto store = open_store(loaded.config, clock);
  const auto keys = signing_keys_of(loaded.config);
  const auto began = std::chrono::steady_clock::now();
  const auto report = integrity::verify_chain(
      store->audit_log(), integrity::read_checkpoints(checkpoint_file(loaded.config), keys), keys, show_progress);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (::isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  globals.print(report_text(report, took.count()), report_json(report, took.count()));
  if (report.fault) throw CommandFailed("the audit trail is not as it was written");
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file) throw CommandFailed("cannot read " + path);
  return text.str();
}

/// A proof by itself: no server, no database.
void verify_proof_file(const Globals& globals, const std::string& file, const std::string& key_file) {
  const auto keys = key_file.empty() ? signing_keys_of(globals.load(config::Purpose::kRecords).config)
                                     : integrity::read_key_set(text_of_file(key_file));
  boost::system::error_code error;
  const auto document = json::parse(text_of_file(file), error);
  if (error || !document.is_object()) throw CommandFailed(file + " is no proof");
  const auto report = integrity::verify_proof(document.get_object(), keys);
  const auto text = report.valid
                        ? fmt::format("The {} records of session {} are in the signed trail, as they were written.",
                                      report.records, report.session_id)
                        : "NOT PROVEN: " + report.why;
  globals.print(
      text,
      json::object{
          {"valid", report.valid}, {"sessionId", report.session_id}, {"records", report.records}, {"why", report.why}});
  if (!report.valid) throw CommandFailed("the proof does not hold");
}

struct ExportOptions {
  std::string session;
  std::string format = "jsonl";
  std::string proof;
};

/// RFC 4180, section 2. A spreadsheet must not take a user agent for a formula, so those get an apostrophe before them.
std::string cell(const std::string& text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) quoted += '\'';
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += '"';
  }
  return quoted + '"';
}

std::string csv_line(const domain::AuditRecord& record) {
  std::string metadata;
  for (const auto& [name, value] : record.metadata) metadata += (metadata.empty() ? "" : "; ") + name + "=" + value;
  std::string line = record.id.str() + "," + base::to_iso(record.timestamp) + ",";
  line += std::string{domain::to_string(record.action)} + ",";
  line += (record.session_id ? record.session_id->str() : "") + ",";
  line += (record.user_id ? record.user_id->str() : "") + ",";
  line += cell(record.room_id ? record.room_id->str() : "") + "," + cell(record.ip_address) + ",";
  line += cell(record.user_agent) + "," + cell(record.error_code) + "," + cell(record.error_message) + ",";
  line += (record.duration_seconds ? std::to_string(*record.duration_seconds) : "") + "," + cell(metadata);
  return line + "\r\n";
}

std::string export_text(const std::vector<domain::AuditRecord>& records, const std::string& format) {
  std::string text;
  if (format == "csv") {
    text =
        "id,timestamp,action,sessionId,userId,roomId,ipAddress,userAgent,errorCode,errorMessage,duration,metadata\r\n";
  }
  for (const auto& record : records) {
    text += format == "csv" ? csv_line(record) : boost::json::serialize(rest::audit_json(record)) + "\n";
  }
  return text;
}

/// Signs for the trail as it is now first, so that there is a checkpoint after the session's last record.
void write_proof(const config::Config& config, app::Store& store, const domain::SessionId& session,
                 const std::string& file) {
  const base::SystemClock clock;
  const auto checkpoints = checkpoint_file(config);
  const auto keys = open_signing_keys(config, clock);
  integrity::Checkpointer{store.audit_log(), *keys, clock, checkpoints, {}}.write_now();
  const auto proof =
      integrity::make_proof(store.audit_log(), session, integrity::read_checkpoints(checkpoints, keys->keys()));
  std::ofstream out{file, std::ios::binary};
  out << boost::json::serialize(proof) << '\n';
  out.close();
  if (!out) throw CommandFailed("cannot write " + file);
}

void export_session(const Globals& globals, const ExportOptions& options) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  const auto session = domain::SessionId::parse(options.session);
  if (!session) throw CommandFailed("'" + options.session + "' is no session's id");
  const auto found = records.store().audit_of(*session);
  if (found.empty()) throw CommandFailed("there are no records of session " + options.session);
  if (!options.proof.empty()) write_proof(loaded.config, records.store(), *session, options.proof);
  std::cout << export_text(found, options.format) << std::flush;
  if (!std::cout) throw CommandFailed("cannot write to standard output");
}

void add_audit_export(CLI::App& audit, Globals& globals) {
  const auto options = std::make_shared<ExportOptions>();
  auto* command =
      audit.add_subcommand("export", "Prints a session's audit records; with a proof that they are in the trail");
  command->add_option("--session", options->session, "The session's id")->required();
  command->add_option("--format", options->format, "jsonl or csv")
      ->check(CLI::IsMember({"jsonl", "csv"}))
      ->capture_default_str();
  command->add_option("--proof", options->proof, "Writes the proof to this file, for audit verify --proof");
  add_setting(*command, globals, "--data-dir", "server.data_dir", "Where the database is");
  command->callback([&globals, options] { export_session(globals, *options); });
}

}  // namespace

void add_audit_commands(CLI::App& app, Globals& globals) {
  auto* audit = app.add_subcommand("audit", "The audit trail");
  audit->require_subcommand(1);
  auto* verify_trail = audit->add_subcommand(
      "verify",
      "Walks the whole trail against its signed checkpoints; names the first record that is not as it was written");
  add_setting(*verify_trail, globals, "--data-dir", "server.data_dir", "Where the database is");
  add_setting(*verify_trail, globals, "--checkpoints", "audit.checkpoint_file",
              "A copy of the checkpoints from elsewhere");
  const auto proof = std::make_shared<std::pair<std::string, std::string>>();
  verify_trail->add_option("--proof", proof->first, "Checks only this proof of an export, with keys alone");
  verify_trail->add_option("--keys", proof->second, "The published keys; not given: this server's own");
  verify_trail->callback([&globals, proof] {
    if (proof->first.empty()) return verify(globals);
    verify_proof_file(globals, proof->first, proof->second);
  });
  add_audit_export(*audit, globals);
}

}  // namespace callroom::cli
