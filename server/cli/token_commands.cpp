#include "app/ports/tokens.hpp"
#include "base/iso_time.hpp"
#include "cli/records.hpp"
#include "wiring/data.hpp"

#include <boost/json/object.hpp>
#include <memory>

namespace callroom::cli {
namespace {

struct MintOptions {
  std::string user;
  long minutes = 0;
};

void mint(const Globals& globals, const MintOptions& options) {
  const auto loaded = globals.load(config::Purpose::kServe);
  const Records records(loaded.config);
  const base::SystemClock clock;
  const auto issuer = make_issuer(loaded.config, clock);
  if (!issuer)
    throw CommandFailed("there is no JWT_SECRET to sign with: with a JWKS the identity provider makes tokens");
  const auto lifetime = options.minutes > 0 ? base::Minutes{options.minutes} : loaded.config.jwt.lifetime;
  const auto issued = issuer->issue(records.find_user(options.user), lifetime);
  globals.print(issued.token.reveal(),
                boost::json::object{{"token", issued.token.reveal()}, {"expiresAt", base::to_iso(issued.expires_at)}});
}

}  // namespace

void add_token_commands(CLI::App& app, Globals& globals) {
  auto* token = app.add_subcommand("token", "Identity tokens (JWT)");
  token->require_subcommand(1);
  const auto options = std::make_shared<MintOptions>();
  auto* mint_token = token->add_subcommand("mint", "Makes a token for a user and prints it");
  mint_token->add_option("--user", options->user, "Id or e-mail address")->required();
  mint_token->add_option("--minutes", options->minutes, "How long it lasts; default: the configured lifetime")
      ->check(CLI::Range(1L, 60L * 24 * 366));
  add_setting(*mint_token, globals, "--data-dir", "server.data_dir", "Where the database is");
  mint_token->callback([&globals, options] { mint(globals, *options); });
}

}  // namespace callroom::cli
