#include "cli/globals.hpp"
#include "wiring/application.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

namespace callroom::cli {
namespace {

void serve(const Globals& globals) {
  const auto loaded = globals.load(config::Purpose::kServe);
  Application application(loaded);
  application.start();
  // Standard output says where it listens, for whoever started it with port 0; the log goes to standard error.
  globals.print(fmt::format("listening on {} (operations on {})", application.port(), application.ops_port()),
                boost::json::object{{"port", application.port()}, {"opsPort", application.ops_port()}});
  application.wait_for_signal();
  application.stop();
}

}  // namespace

void add_serve(CLI::App& app, Globals& globals) {
  auto* command = app.add_subcommand("serve", "Runs the server until SIGTERM");
  add_setting(*command, globals, "--host", "server.host", "Address to listen on");
  add_setting(*command, globals, "--port", "server.port", "Port; 0: any free one, printed at the start");
  add_setting(*command, globals, "--ops-port", "server.ops_port", "Port of /healthz, /readyz, /version");
  add_setting(*command, globals, "--data-dir", "server.data_dir", "Where the database is");
  add_setting(*command, globals, "--web-dir", "server.web_dir", "The built web client");
  command->callback([&globals] { serve(globals); });
}

}  // namespace callroom::cli
