#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "vault/master_key.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace callroom::vault {

/// Where the master key comes from: one of the three. A file and a command may give several keys, one a line: the first
/// is current, the others are previous ones, so that both stand in one place during a rotation.
struct KeySources {
  base::Secret text;
  std::filesystem::path file;
  std::string command;          ///< For /bin/sh -c; prints the key. What it writes to standard error goes to ours.
  base::Secret previous_texts;  ///< Further keys that only unwrap.
  /// What a command may take; past that it is killed.
  base::Millis command_timeout = base::Seconds{30};
};

/// nullopt: there is no source. Throws KeyError: a source gives no key, or not in its form, or two are given.
[[nodiscard]] std::optional<MasterKeys> load_master_keys(const KeySources& sources);

}  // namespace callroom::vault
