#include "app/metrics_collection.hpp"
#include "app/ports/metrics_book.hpp"
#include "cli/records.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <boost/json/object.hpp>
#include <iostream>

namespace callroom::cli {
namespace {

void rebuild(const Globals& globals) {
  const auto config = globals.load(config::Purpose::kRecords).config;
  const Records records(config);
  const auto kept = config.retention.quality;
  const auto samples_since = kept > base::Millis{0} ? records.env().clock.now() - kept : base::WallTime{};
  // A line that is written over is for eyes only.
  const bool shown = ::isatty(STDERR_FILENO) != 0;
  app::rebuild_metrics(records.env(), samples_since, [shown](std::int64_t seq) {
    if (shown) std::cerr << "\rcounted " << seq << " audit records" << std::flush;
  });
  if (shown) std::cerr << '\n';
  const auto position = records.store().metrics().position();
  globals.print(fmt::format("counted {} audit records anew", position.events),
                boost::json::object{{"auditRecords", position.events}});
}

}  // namespace

void add_metrics_commands(CLI::App& app, Globals& globals) {
  auto* metrics = app.add_subcommand("metrics", "Figures of calls (videocallmetrics)");
  metrics->require_subcommand(1);
  auto* command = metrics->add_subcommand("rebuild", "Counts the audit log anew; the server may run meanwhile");
  add_setting(*command, globals, "--data-dir", "server.data_dir", "Where the database is");
  command->callback([&globals] { rebuild(globals); });
}

}  // namespace callroom::cli
