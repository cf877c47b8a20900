#include "cli/globals.hpp"
#include "config/print.hpp"

#include <iostream>

namespace callroom::cli {
namespace {

void check(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kServe);
  std::cout << (globals.json ? config::print_json(loaded) + "\n" : config::print_text(loaded));
  for (const auto& notice : loaded.notices) std::cerr << "notice: " << notice << '\n';
}

}  // namespace

void add_config_commands(CLI::App& app, Globals& globals) {
  auto* config = app.add_subcommand("config", "The effective configuration");
  config->require_subcommand(1);
  config->add_subcommand("check", "Checks everything and prints the effective values, secrets masked")
      ->callback([&globals] { check(globals); });
  config->add_subcommand("reference", "Prints every setting with its environment name, default and meaning (Markdown)")
      ->callback([] { std::cout << config::reference_markdown(); });
}

}  // namespace callroom::cli
