#pragma once

#include "app/ports/key_care.hpp"
#include "app/ports/log.hpp"
#include "app/ports/signer.hpp"
#include "app/ports/store.hpp"
#include "app/ports/tokens.hpp"
#include "base/clock.hpp"
#include "config/load.hpp"
#include "vault/vault.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace callroom::store {
struct MongoOptions;
}  // namespace callroom::store

// What a server keeps, and the keys to it: opened for the server and for every command.
namespace callroom {

/// The store that the configuration asks for, migrated and ready. Throws when it cannot be opened. `clock` outlives it.
/// `log` is told when records that were stored in plain are sealed meanwhile; null: nobody is.
[[nodiscard]] std::unique_ptr<app::Store> open_store(const config::Config& config, const base::Clock& clock,
                                                     app::Log* log = nullptr);

/// The master keys at work; null when none is configured. Throws vault::KeyError.
[[nodiscard]] std::shared_ptr<const vault::Vault> open_vault(const config::Config& config);

/// The same store's keys, for an operator. Throws as open_store, and std::runtime_error without a master key. `clock`
/// outlives them.
[[nodiscard]] std::unique_ptr<app::KeyCare> open_key_care(const config::Config& config, const base::Clock& clock);

/// How the records are kept in MongoDB. `log` as open_store.
[[nodiscard]] store::MongoOptions mongo_options(const config::Config& config, app::Log* log = nullptr);

/// What a backup is made of: the database, and the files of the data directory that belong to it.
struct DataFiles {
  std::filesystem::path database;
  std::vector<std::filesystem::path> beside;  ///< Those of them that are there.
};
[[nodiscard]] DataFiles data_files(const std::filesystem::path& data_dir);

/// The public keys of what this server has signed. Throws std::runtime_error when it has none yet, or they cannot be
/// read.
[[nodiscard]] std::vector<app::PublicKey> signing_keys_of(const config::Config& config);

/// Adds a key that signs from now on; its id. Throws as signing_keys_of.
std::string rotate_signing_key(const config::Config& config);

/// The keys that sign, made when there are none yet. `clock` outlives them.
[[nodiscard]] std::unique_ptr<app::Signer> open_signing_keys(const config::Config& config, const base::Clock& clock);

/// Where the signed checkpoints of the audit trail are.
[[nodiscard]] std::filesystem::path checkpoint_file(const config::Config& config);

/// Makes tokens with JWT_SECRET; null when there is none (keys from a JWKS only).
[[nodiscard]] std::unique_ptr<app::TokenIssuer> make_issuer(const config::Config& config, const base::Clock& clock);

}  // namespace callroom
