#include "base/iso_time.hpp"
#include "cli/globals.hpp"
#include "wiring/data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace callroom::cli {
namespace {

void list(const Globals& globals) {
  std::string text;
  boost::json::array keys;
  for (const auto& key : signing_keys_of(globals.load(config::Purpose::kRecords).config)) {
    const auto made = base::to_iso(key.created_at);
    boost::json::object one{{"kid", key.id}, {"createdAt", made}};
    text += key.id + "  made " + made;
    if (key.retired_at) {
      one["retiredAt"] = base::to_iso(*key.retired_at);
      text += ", retired " + base::to_iso(*key.retired_at);
    } else {
      text += ", signs";
    }
    text += '\n';
    keys.push_back(std::move(one));
  }
  globals.print(text, boost::json::object{{"keys", std::move(keys)}});
}

void rotate(const Globals& globals) {
  const auto id = rotate_signing_key(globals.load(config::Purpose::kRecords).config);
  globals.print(fmt::format("From now on {} signs. The keys before it stay published: what they signed can still be verified.\n"
                            "Back up signing-keys.json.\n",
                            id),
                boost::json::object{{"kid", id}});
}

}  // namespace

void add_signing_key_commands(CLI::App& app, Globals& globals) {
  auto* keys = app.add_subcommand("signing-keys", "The keys that sign receipts, checkpoints and tombstones");
  keys->require_subcommand(1);

  auto* listed = keys->add_subcommand("list", "Their ids, when they were made, and which one signs");
  add_setting(*listed, globals, "--data-dir", "server.data_dir", "Where signing-keys.json is");
  listed->callback([&globals] { list(globals); });

  auto* rotated = keys->add_subcommand("rotate", "Adds a key that signs from now on; a running server takes it by itself");
  add_setting(*rotated, globals, "--data-dir", "server.data_dir", "Where signing-keys.json is");
  rotated->callback([&globals] { rotate(globals); });
}

}  // namespace callroom::cli
