#pragma once

#include "config/load.hpp"

#include <string>

namespace callroom::config {

/// The effective values as TOML, the source of each as a comment; secrets are "***".
[[nodiscard]] std::string print_text(const Loaded& loaded);
/// {"settings":{"server.port":{"value":5000,"source":"default"},…},"notices":[…]}; secrets are "***".
[[nodiscard]] std::string print_json(const Loaded& loaded);
/// Every setting with its environment name, default and meaning, as Markdown: the reference of docs/.
[[nodiscard]] std::string reference_markdown();

}  // namespace callroom::config
