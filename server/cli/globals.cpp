#include "cli/globals.hpp"

#include <boost/json/serialize.hpp>
#include <iostream>

namespace callroom::cli {

config::Loaded Globals::load(config::Purpose purpose) const {
  config::Sources sources;
  if (!config_file.empty()) sources.file = config_file;
  sources.env = config::process_environment();
  sources.flags = flags;
  return config::load(sources, purpose);
}

void Globals::print(const std::string& text, const boost::json::value& value) const {
  if (json) {
    std::cout << boost::json::serialize(value) << '\n';
  } else {
    std::cout << text << (text.empty() || text.ends_with('\n') ? "" : "\n");
  }
  std::cout.flush();
  if (!std::cout) throw CommandFailed("cannot write to standard output");
}

CLI::Option* add_setting(CLI::App& command, Globals& globals, const std::string& option, const std::string& key,
                         const std::string& description) {
  return command.add_option_function<std::string>(
      option, [&globals, key](const std::string& value) { globals.flags[key] = value; }, description);
}

}  // namespace callroom::cli
