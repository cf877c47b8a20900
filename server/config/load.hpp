#pragma once

#include "config/config.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace callroom::config {

/// Where values come from, weakest first. Passed in, so that nothing here touches the process's environment.
struct Sources {
  std::optional<std::filesystem::path> file;  ///< TOML.
  /// The whole environment; names that are none of ours are ignored, and so are empty values (as a compose file passes
  /// on a variable that is not set).
  std::map<std::string, std::string> env;
  std::map<std::string, std::string> flags;  ///< Key path ("server.port") to text.
};

/// What the configuration is for: keys for tokens are demanded only of who checks or makes tokens.
enum class Purpose : std::uint8_t { kServe, kRecords };

enum class Origin : std::uint8_t { kDefault, kFile, kEnvironment, kFlag };

/// One setting as it came out, for `config check`. `text` of a secret is "***", or empty when it is not set.
struct Effective {
  std::string key;
  std::string text;  ///< As a TOML value.
  Origin origin = Origin::kDefault;
  std::string source;  ///< "default", "callroom.toml", "environment PORT", "flag server.port"
};

struct Loaded {
  Config config;
  std::vector<Effective> settings;   ///< Every setting, in the order of the table.
  std::vector<std::string> notices;  ///< Things worth a warning in the log; one line each, no secrets.
};

/// An unknown key, a bad value or a missing secret. what() is one line: the key, where it came from, what is expected;
/// never a secret's value.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Defaults < file < environment < flags, each value checked by itself, then all together. Throws ConfigError.
[[nodiscard]] Loaded load(const Sources& sources, Purpose purpose = Purpose::kServe);

/// The environment of this process, for Sources::env.
[[nodiscard]] std::map<std::string, std::string> process_environment();

}  // namespace callroom::config
