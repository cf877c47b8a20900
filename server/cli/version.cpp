#include "cli/globals.hpp"
#include "ops/build_info.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

namespace callroom::cli {

void add_version(CLI::App& app, Globals& globals) {
  app.add_subcommand("version", "What this binary is made of")->callback([&globals] {
    const auto build = ops::build_info();
    globals.print(
        fmt::format("{} {} ({}, {}, {})", build.name, build.version, build.commit, build.build_type, build.compiler),
        boost::json::object{{"name", build.name},
                            {"version", build.version},
                            {"commit", build.commit},
                            {"buildType", build.build_type},
                            {"compiler", build.compiler}});
  });
}

}  // namespace callroom::cli
