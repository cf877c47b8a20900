#include "app/bookings.hpp"
#include "auth/argon2_passwords.hpp"
#include "base/random.hpp"
#include "cli/records.hpp"
#include "wiring/application.hpp"
#include "wiring/data.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>

namespace callroom::cli {
namespace {

/// The demo's tokens last a day: longer than anybody tries it out.
constexpr base::Minutes kTokenLifetime{24 * 60};
constexpr std::size_t kSecretBytes = 48;
constexpr std::size_t kMasterKeyBytes = 32;
constexpr auto kSecretKey = "jwt.secret";
constexpr auto kMasterKeyFileKey = "encryption.key_file";

/// A file with a secret of the demo's own, kept beside its database so that its links outlive a restart and its records
/// stay readable. `make` gives a new one.
template <class Make>
std::filesystem::path secret_file(const std::filesystem::path& directory, const char* name, const Make& make) {
  std::filesystem::create_directories(directory);
  const auto path = directory / name;
  if (std::filesystem::exists(path) && !std::filesystem::is_empty(path)) return path;
  std::ofstream file(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  file << make() << '\n';
  if (!file.flush()) throw CommandFailed("cannot write " + path.string());
  return path;
}

std::string signing_secret(const std::filesystem::path& directory) {
  const auto path = secret_file(directory, "demo-jwt-secret", [] { return base::random_token(kSecretBytes); });
  std::string secret;
  std::ifstream file(path);
  if (!std::getline(file, secret)) throw CommandFailed("cannot read " + path.string());
  return secret;
}

std::string master_key_file(const std::filesystem::path& directory) {
  return secret_file(directory, "demo-encryption-key", [] { return base::random_token(kMasterKeyBytes); }).string();
}

domain::User demo_user(const Records& records, const std::string& name, const std::string& email, domain::Role role) {
  if (auto user = records.store().user_by_email(email)) return *std::move(user);
  auth::Argon2Passwords passwords(1);
  const auto made = app::create_user(records.env(), passwords, {name, email, role, std::nullopt});
  if (!made) throw CommandFailed("demo user: " + std::string(app::to_string(made.error())));
  return *made;
}

struct Links {
  std::string session;
  std::string client;
  std::string psychologist;
};

Links prepare(const config::Config& config, std::uint16_t port) {
  const Records records(config);
  const base::SystemClock clock;
  const auto client = demo_user(records, "Demo Client", "client@demo.example", domain::Role::kClient);
  const auto psychologist =
      demo_user(records, "Demo Psychologist", "psychologist@demo.example", domain::Role::kPsychologist);
  const auto session = app::create_session(records.env(), {.client_id = client.id,
                                                           .psychologist_id = psychologist.id,
                                                           .session_date = clock.now(),
                                                           .type = domain::SessionType::kIndividual,
                                                           .status = domain::SessionStatus::kConfirmed,
                                                           .payment = domain::PaymentStatus::kCompleted});
  if (!session) throw CommandFailed("demo session: " + std::string(app::to_string(session.error())));
  const auto issuer = make_issuer(config, clock);
  const auto link = [&](const domain::User& user) {
    return fmt::format("{}://localhost:{}/call/{}#token={}", config.server.tls() ? "https" : "http", port,
                       session->id.str(), issuer->issue(user, kTokenLifetime).token.reveal());
  };
  return {session->id.str(), link(client), link(psychologist)};
}

void demo(Globals& globals) {
  auto loaded = globals.load(config::Purpose::kRecords);
  if (loaded.config.jwt.secret.empty()) globals.flags[kSecretKey] = signing_secret(loaded.config.server.data_dir);
  if (!loaded.config.encryption.on()) globals.flags[kMasterKeyFileKey] = master_key_file(loaded.config.server.data_dir);
  loaded = globals.load(config::Purpose::kServe);
  Application application(loaded);
  application.start();
  const auto links = prepare(loaded.config, application.port());
  globals.print(fmt::format("\nA session starts now. Open each link in a browser of its own (or on two devices):\n\n"
                            "  client        {}\n\n  psychologist  {}\n\nCtrl-C stops the server.\n",
                            links.client, links.psychologist),
                boost::json::object{{"port", application.port()},
                                    {"sessionId", links.session},
                                    {"client", links.client},
                                    {"psychologist", links.psychologist}});
  application.wait_for_signal();
  application.stop();
}

}  // namespace

void add_demo(CLI::App& app, Globals& globals) {
  auto* command =
      app.add_subcommand("demo", "A server with two people and a session that starts now; prints a link for each");
  add_setting(*command, globals, "--port", "server.port", "Port; 0: any free one");
  add_setting(*command, globals, "--ops-port", "server.ops_port", "Port of /healthz, /readyz, /version");
  add_setting(*command, globals, "--data-dir", "server.data_dir", "Where the database is");
  add_setting(*command, globals, "--web-dir", "server.web_dir", "The built web client");
  command->callback([&globals] { demo(globals); });
}

}  // namespace callroom::cli
