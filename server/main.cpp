// The command line: reads it, runs one command, turns what went wrong into one line and an exit code.
#include "cli/globals.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  using namespace callroom;
  CLI::App app("callroom: video calls for booked sessions, on a server of your own");
  app.require_subcommand(1);
  app.fallthrough();  // --json and --config may stand behind the command too

  cli::Globals globals;
  app.add_option("--config", globals.config_file, "TOML file; environment and options go before it")
      ->envname("CALLROOM_CONFIG");
  app.add_flag("--json", globals.json, "Answers as JSON");
  cli::add_serve(app, globals);
  cli::add_demo(app, globals);
  cli::add_user_commands(app, globals);
  cli::add_session_commands(app, globals);
  cli::add_token_commands(app, globals);
  cli::add_key_commands(app, globals);
  cli::add_signing_key_commands(app, globals);
  cli::add_backup_commands(app, globals);
  cli::add_audit_commands(app, globals);
  cli::add_config_commands(app, globals);
  cli::add_metrics_commands(app, globals);
  cli::add_receipt_commands(app, globals);
  cli::add_migrate(app, globals);
  cli::add_version(app, globals);

  try {
    app.parse(argc, argv);
    return cli::kDone;
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return cli::kWrongUsage;
  } catch (const std::exception& error) {
    std::cerr << "callroom: " << error.what() << '\n';
    return cli::kFailed;
  }
}
