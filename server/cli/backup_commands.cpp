#include "cli/backup_files.hpp"
#include "cli/globals.hpp"
#include "store/sqlite/snapshot.hpp"
#include "vault/archive.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fstream>
#include <memory>

namespace callroom::cli {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const vault::Vault> vault_of(const config::Config& config) {
  auto vault = open_vault(config);
  if (!vault) {
    throw CommandFailed(
        "there is no master key to encrypt the backup with: set encryption.key "
        "(VIDEO_CALL_ENCRYPTION_KEY) or a source of it");
  }
  return vault;
}

void write_backup(const fs::path& path, const vault::MasterKey& master, const DataFiles& files) {
  std::vector<fs::path> all{files.database};
  all.insert(all.end(), files.beside.begin(), files.beside.end());
  std::ofstream out(path, std::ios::binary);
  vault::write_archive(out, master, all);
}

void back_up(const Globals& globals, const fs::path& target) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const auto vault = vault_of(loaded.config);
  if (fs::exists(target)) throw CommandFailed(target.string() + " is there already; a backup overwrites nothing");
  auto files = data_files(loaded.config.server.data_dir);

  const WorkFolder work(target.parent_path());
  const auto copy = work / files.database.filename();
  store::take_snapshot(files.database, copy);
  files.database = copy;
  write_backup(work / "archive", vault->current_master_key(), files);
  put_in_place(work / "archive", target);

  const auto size = fs::file_size(target);
  globals.print(fmt::format("{}: {} bytes, {} files, encrypted with the master key {}", target.string(), size,
                            1 + files.beside.size(), vault->current_master_key_id()),
                boost::json::object{{"file", target.string()},
                                    {"bytes", size},
                                    {"files", 1 + files.beside.size()},
                                    {"masterKey", vault->current_master_key_id()}});
}

void restore(const Globals& globals, const fs::path& source) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const auto vault = vault_of(loaded.config);
  const auto target = loaded.config.server.data_dir;
  const auto database = data_files(target).database.filename();
  std::ifstream in(source, std::ios::binary);
  if (!in) throw CommandFailed("cannot open " + source.string());
  if (fs::exists(target) && !fs::is_empty(target)) {
    throw CommandFailed(target.string() + " is not empty; a restore overwrites nothing");
  }
  make_private_folder(target);

  const WorkFolder work(target);
  const auto key_of = [&](std::string_view id) { return vault->master_key(id); };
  std::vector<std::string> names;
  try {
    names = vault::extract_archive(in, key_of, work.path());
  } catch (const vault::StreamDamaged& error) {
    throw CommandFailed(source.string() + " cannot be restored: " + error.what());
  }
  store::verify_snapshot(work / database);
  // The database last: where it is, everything is.
  std::stable_partition(names.begin(), names.end(), [&](const std::string& name) { return name != database; });
  boost::json::array listed;
  for (const auto& name : names) {
    put_in_place(work / name, target / name);
    listed.emplace_back(name);
  }
  globals.print(
      fmt::format("{} files restored to {}; start the server with the same master keys", names.size(), target.string()),
      boost::json::object{{"dataDir", target.string()}, {"files", listed}});
}

}  // namespace

void add_backup_commands(CLI::App& app, Globals& globals) {
  const auto file = std::make_shared<std::string>();
  auto* backup = app.add_subcommand("backup", "Writes an encrypted copy of the records, while a server may be running");
  backup->add_option("file", *file, "A file that is not there yet")->required();
  add_setting(*backup, globals, "--data-dir", "server.data_dir", "Where the database is");
  backup->callback([&globals, file] { back_up(globals, *file); });

  const auto source = std::make_shared<std::string>();
  auto* restored = app.add_subcommand("restore", "Verifies a backup and puts its files into an empty data directory");
  restored->add_option("file", *source, "What `callroom backup` wrote")->required();
  add_setting(*restored, globals, "--data-dir", "server.data_dir", "A folder that is empty or not there")->required();
  restored->callback([&globals, source] { restore(globals, *source); });
}

}  // namespace callroom::cli
