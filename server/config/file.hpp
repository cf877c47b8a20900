#pragma once

#include "config/schema.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace callroom::config {

/// One value found in a file, already of its setting's kind and checked.
struct FileValue {
  const Setting* setting = nullptr;
  Value value;
  std::string source;  ///< "callroom.toml:12"
};

/// Reads a TOML file. Throws ConfigError: no such file, no TOML, an unknown key, a value of the wrong type or form.
[[nodiscard]] std::vector<FileValue> read_file(const std::filesystem::path& path);

}  // namespace callroom::config
