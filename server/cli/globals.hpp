#pragma once

#include "config/load.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

/// The command line: each file adds one group of commands, with its options and what it does.
namespace callroom::cli {

/// Exit codes of the contract.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// A command could not do what it was asked; the message is for the terminal.
class CommandFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What every command shares; filled while the command line is read.
struct Globals {
  std::string config_file;
  bool json = false;
  std::map<std::string, std::string> flags;  ///< Configuration keys that options have set.

  /// Defaults < file < environment < flags. Throws config::ConfigError.
  [[nodiscard]] config::Loaded load(config::Purpose purpose) const;
  /// Prints `text`, or with --json `value` on one line.
  void print(const std::string& text, const boost::json::value& value) const;
};

/// `--option` of a command that sets a configuration key.
CLI::Option* add_setting(CLI::App& command, Globals& globals, const std::string& option, const std::string& key,
                         const std::string& description);

void add_audit_commands(CLI::App& app, Globals& globals);
void add_serve(CLI::App& app, Globals& globals);
void add_demo(CLI::App& app, Globals& globals);
void add_user_commands(CLI::App& app, Globals& globals);
void add_session_commands(CLI::App& app, Globals& globals);
void add_token_commands(CLI::App& app, Globals& globals);
void add_key_commands(CLI::App& app, Globals& globals);
void add_signing_key_commands(CLI::App& app, Globals& globals);
void add_backup_commands(CLI::App& app, Globals& globals);
void add_config_commands(CLI::App& app, Globals& globals);
void add_metrics_commands(CLI::App& app, Globals& globals);
void add_receipt_commands(CLI::App& app, Globals& globals);
void add_migrate(CLI::App& app, Globals& globals);
void add_version(CLI::App& app, Globals& globals);

}  // namespace callroom::cli
