#include "wiring/data.hpp"

#include "auth/jwt.hpp"
#include "integrity/signing_keys.hpp"
#include "store/mongo/mongo_key_care.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/sqlite/sqlite_key_care.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "vault/key_source.hpp"
#include "wiring/options.hpp"

#include <stdexcept>
#include <utility>

namespace callroom {
namespace {

/// The name of the database file in DATA_DIR.
constexpr auto kDatabaseFile = "callroom.db";
/// The name of the file with the audit trail's signed checkpoints.
constexpr auto kCheckpointsFile = "audit-checkpoints.jsonl";
/// The name of the file with the keys that sign.
constexpr auto kSigningKeysFile = "signing-keys.json";

store::SealingReport sealing_report(app::Log* log) {
  if (log == nullptr) return {};
  return [log](std::string_view collection, std::int64_t records) {
    log->write(app::LogLevel::kInfo, "records from before encryption are sealed",
               {.count = records, .code = collection});
  };
}

std::optional<vault::Sharing> said_sharing(const config::Config& config) {
  if (config.store.shared == "yes") return vault::Sharing::kShared;
  if (config.store.shared == "no") return vault::Sharing::kOwn;
  return std::nullopt;
}

store::SqliteOptions sqlite_options(const config::Config& config, app::Log* log) {
  store::SqliteOptions options;
  options.sealing.vault = open_vault(config);
  // An SQLite file is callroom's own (its application_id says so), unless it is said to be shared.
  options.sealing.policy = vault::SealingPolicy{said_sharing(config).value_or(vault::Sharing::kOwn)};
  options.on_sealing = sealing_report(log);
  return options;
}

/// Opening keys would make one where there is none, and nothing was ever signed with that.
std::filesystem::path present_signing_keys(const config::Config& config) {
  auto file = config.server.data_dir / kSigningKeysFile;
  if (!std::filesystem::exists(file)) throw std::runtime_error("there are no keys in " + file.string());
  return file;
}

}  // namespace

std::shared_ptr<const vault::Vault> open_vault(const config::Config& config) {
  static const base::SystemClock clock;
  const vault::KeySources sources{.text = config.encryption.key,
                                  .file = config.encryption.key_file,
                                  .command = config.encryption.key_command,
                                  .previous_texts = config.encryption.previous_keys};
  auto keys = vault::load_master_keys(sources);
  if (!keys) return nullptr;
  auto reload = [sources] { return vault::load_master_keys(sources).value(); };
  return std::make_shared<const vault::Vault>(*std::move(keys), std::move(reload), clock);
}

std::unique_ptr<app::Store> open_store(const config::Config& config, const base::Clock& clock, app::Log* log) {
  std::filesystem::create_directories(config.server.data_dir);
  if (!config.store.mongodb_uri.empty()) {
    return std::make_unique<store::MongoStore>(config.store.mongodb_uri, clock, mongo_options(config, log));
  }
  return std::make_unique<store::SqliteStore>(config.server.data_dir / kDatabaseFile, sqlite_options(config, log));
}

store::MongoOptions mongo_options(const config::Config& config, app::Log* log) {
  return {.vault = open_vault(config), .sharing = said_sharing(config), .on_sealing = sealing_report(log)};
}

std::unique_ptr<app::KeyCare> open_key_care(const config::Config& config, const base::Clock& clock) {
  if (!config.encryption.on()) {
    throw std::runtime_error(
        "there is no master key: set encryption.key (VIDEO_CALL_ENCRYPTION_KEY) or a source of it");
  }
  if (!config.store.mongodb_uri.empty()) {
    return std::make_unique<store::MongoKeyCare>(config.store.mongodb_uri, clock, mongo_options(config));
  }
  const auto path = config.server.data_dir / kDatabaseFile;
  if (!std::filesystem::exists(path)) throw std::runtime_error("there is no database " + path.string());
  return std::make_unique<store::SqliteKeyCare>(path, sqlite_options(config, nullptr));
}

DataFiles data_files(const std::filesystem::path& data_dir) {
  DataFiles files{data_dir / kDatabaseFile, {}};
  for (const auto* name : {kSigningKeysFile, kCheckpointsFile}) {
    if (std::filesystem::exists(data_dir / name)) files.beside.push_back(data_dir / name);
  }
  return files;
}

std::vector<app::PublicKey> signing_keys_of(const config::Config& config) {
  const base::SystemClock clock;
  return integrity::SigningKeys(present_signing_keys(config), clock).keys();
}

std::string rotate_signing_key(const config::Config& config) {
  const base::SystemClock clock;
  return integrity::SigningKeys(present_signing_keys(config), clock).rotate();
}

std::unique_ptr<app::Signer> open_signing_keys(const config::Config& config, const base::Clock& clock) {
  return std::make_unique<integrity::SigningKeys>(config.server.data_dir / kSigningKeysFile, clock);
}

std::filesystem::path checkpoint_file(const config::Config& config) {
  if (!config.audit.checkpoint_file.empty()) return config.audit.checkpoint_file;
  return config.server.data_dir / kCheckpointsFile;
}

std::unique_ptr<app::TokenIssuer> make_issuer(const config::Config& config, const base::Clock& clock) {
  if (config.jwt.secret.empty()) return nullptr;
  return std::make_unique<auth::JwtIssuer>(
      auth::JwtIssuer::Options{config.jwt.secret, hmac_algorithm(config), claim_rules(config)}, clock);
}

}  // namespace callroom
