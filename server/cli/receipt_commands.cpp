#include "cli/globals.hpp"
#include "integrity/key_set.hpp"
#include "integrity/signed_text.hpp"
#include "rest/receipt_json.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace callroom::cli {
namespace {

namespace json = boost::json;

struct VerifyOptions {
  std::string file;
  std::string keys;
};

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file) throw CommandFailed("cannot read " + path);
  return text.str();
}

/// What was published, or what this server signs with.
std::vector<app::PublicKey> keys_for(const Globals& globals, const VerifyOptions& options) {
  if (options.keys.empty()) return signing_keys_of(globals.load(config::Purpose::kRecords).config);
  try {
    return integrity::read_key_set(text_of_file(options.keys));
  } catch (const std::runtime_error& error) {
    throw CommandFailed(options.keys + ": " + error.what());
  }
}

std::string why(integrity::Verdict verdict) {
  switch (verdict) {
    case integrity::Verdict::kGood:
      return "good";
    case integrity::Verdict::kUnsigned:
      return "this is no signed receipt";
    case integrity::Verdict::kUnknownKey:
      return "signed with a key that is not among those given; fetch /.well-known/callroom-keys.json and use --keys";
    case integrity::Verdict::kBadSignature:
      return "CHANGED: this is not what was signed";
  }
  return "unknown";
}

std::string text(const json::value& value) { return std::string{value.as_string()}; }

std::string spans_text(const json::value& spans) {
  std::string lines;
  for (const auto& span : spans.as_array()) {
    lines += fmt::format("      {}  to  {}\n", text(span.at("from")), text(span.at("until")));
  }
  return lines;
}

/// For a receipt whose signature is good: then its members are those that receipt_json writes.
std::string facts_text(const json::object& receipt) {
  std::string lines = fmt::format(
      "session    {}  ({}), booked for {}\ncall       {}  to  {}: {} s\nboth there {} s\n{}",
      text(receipt.at("sessionId")), text(receipt.at("sessionType")), text(receipt.at("sessionDate")),
      text(receipt.at("callStarted")), text(receipt.at("callEnded")), receipt.at("durationSeconds").as_int64(),
      receipt.at("bothPresentSeconds").as_int64(), spans_text(receipt.at("bothPresent")));
  for (const auto& person : receipt.at("participants").as_array()) {
    lines += fmt::format("{:<12} {}: {} s, {} reconnections, {} interruptions\n{}", text(person.at("role")),
                         text(person.at("userId")), person.at("presentSeconds").as_int64(),
                         person.at("reconnections").as_int64(), person.at("interruptions").as_int64(),
                         spans_text(person.at("present")));
  }
  const auto& interrupted = receipt.at("interruptedForBoth");
  if (!interrupted.as_array().empty()) lines += "interrupted, as both tell\n" + spans_text(interrupted);
  if (!receipt.at("final").as_bool()) lines += "not final: made before all that is to be known was in\n";
  return lines + "signed by  " + text(receipt.at("signature").at("kid")) + "\nthe signature is good\n";
}

void verify_receipt(const Globals& globals, const VerifyOptions& options) {
  const auto read = integrity::read_signed(keys_for(globals, options), text_of_file(options.file), rest::kReceiptType);
  if (read.verdict != integrity::Verdict::kGood) throw CommandFailed(options.file + ": " + why(read.verdict));
  globals.print(facts_text(read.document), json::object{{"verdict", "good"}, {"receipt", read.document}});
}

}  // namespace

void add_receipt_commands(CLI::App& app, Globals& globals) {
  auto* receipt = app.add_subcommand("receipt", "Signed receipts of calls");
  receipt->require_subcommand(1);
  const auto options = std::make_shared<VerifyOptions>();
  auto* verify = receipt->add_subcommand("verify", "Says whether a receipt is as it was signed, and prints its facts");
  verify->add_option("FILE", options->file, "As GET /api/video-calls/receipt/:sessionId?format=file gave it")
      ->required();
  verify->add_option("--keys", options->keys,
                     "The published keys (/.well-known/callroom-keys.json); default: those in the data directory");
  add_setting(*verify, globals, "--data-dir", "server.data_dir", "Where the signing keys are");
  verify->callback([&globals, options] { verify_receipt(globals, *options); });
}

}  // namespace callroom::cli
