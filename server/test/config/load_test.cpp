#include "config/load.hpp"

#include "sources.hpp"

#include <gmock/gmock.h>

namespace callroom::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Effective& effective(const Loaded& loaded, const std::string& key) {
  for (const auto& setting : loaded.settings) {
    if (setting.key == key) return setting;
  }
  throw std::out_of_range{key};
}

TEST(ConfigLoad, HasTheDefaultsOfTheContract) {
  const auto config = load(with_secret()).config;
  EXPECT_EQ(config.server.port, 5000);
  EXPECT_EQ(config.server.ops_host, "127.0.0.1");
  EXPECT_EQ(config.server.ops_port, 9464);
  EXPECT_FALSE(config.server.tls());
  EXPECT_EQ(config.access.opens_before, base::Minutes{15});
  EXPECT_EQ(config.access.closes_after, base::Minutes{120});
  EXPECT_THAT(config.access.paid_states, ElementsAre("Completed", "Confirmed", "Paid", "Verified"));
  EXPECT_EQ(config.call.capacity_individual, 2U);
  EXPECT_EQ(config.call.reconnect_grace, base::Seconds{30});
  EXPECT_EQ(config.call.empty_grace, base::Minutes{5});
  EXPECT_EQ(config.realtime.ping_interval, base::Seconds{25});
  EXPECT_EQ(config.realtime.ping_timeout, base::Seconds{20});
  EXPECT_EQ(config.realtime.max_payload, 1'000'000U);
  EXPECT_EQ(config.realtime.recovery_window, base::Minutes{2});
  EXPECT_EQ(config.realtime.events_per_second, 50U);
  EXPECT_EQ(config.realtime.event_burst, 200U);
  EXPECT_EQ(config.realtime.max_sdp_bytes, 128U * 1024);
  EXPECT_EQ(config.realtime.max_candidate_bytes, 8U * 1024);
  EXPECT_EQ(config.limits.login_per_minute, 5U);
  EXPECT_EQ(config.limits.video_call_per_minute, 10U);
  EXPECT_EQ(config.ice.transport_policy, "all");
  EXPECT_TRUE(config.audit.enabled);
}

TEST(ConfigLoad, TakesEveryEnvironmentNameThatDeploymentsHave) {
  Sources sources;
  sources.env = {{"PORT", "6001"},
                 {"JWT_SECRET", kSecret32},
                 {"CORS_ORIGIN", "https://a.example, https://b.example:8443"},
                 {"STUN_SERVER_URL", "stun:stun.example:3478"},
                 {"TURN_SERVER_URL", "turn:t.example:3478?transport=udp,turns:t.example:5349"},
                 {"TURN_USERNAME", "relay"},
                 {"TURN_PASSWORD", "relay-password"},
                 {"VIDEO_CALL_ENCRYPTION_KEY", kMasterKey},
                 {"VIDEO_CALL_RATE_LIMIT", "33"},
                 {"SOCKET_CONNECTION_LIMIT", "44"},
                 {"VIDEO_CALL_LOG_LEVEL", "debug"},
                 {"AUDIT_LOG_ENABLED", "false"},
                 {"DATA_DIR", "/var/lib/callroom"},
                 {"TLS_CERT_FILE", "/etc/cert.pem"},
                 {"TLS_KEY_FILE", "/etc/key.pem"},
                 {"OPS_PORT", "6002"}};
  const auto config = load(sources).config;
  EXPECT_EQ(config.server.port, 6001);
  EXPECT_EQ(config.jwt.secret.reveal(), kSecret32);
  EXPECT_THAT(config.cors.origins, ElementsAre("https://a.example", "https://b.example:8443"));
  EXPECT_THAT(config.ice.stun_urls, ElementsAre("stun:stun.example:3478"));
  EXPECT_THAT(config.ice.turn_urls, ElementsAre("turn:t.example:3478?transport=udp", "turns:t.example:5349"));
  EXPECT_EQ(config.ice.turn_username, "relay");
  EXPECT_EQ(config.ice.turn_password.reveal(), "relay-password");
  EXPECT_EQ(config.encryption.key.reveal(), kMasterKey);
  EXPECT_EQ(config.limits.video_call_per_minute, 33U);
  EXPECT_EQ(config.realtime.max_sockets, 44U);
  EXPECT_EQ(config.log.level, "debug");
  EXPECT_FALSE(config.audit.enabled);
  EXPECT_EQ(config.server.data_dir, "/var/lib/callroom");
  EXPECT_TRUE(config.server.tls());
  EXPECT_EQ(config.server.ops_port, 6002);
}

TEST(ConfigLoad, FileIsWeakerThanEnvironmentIsWeakerThanFlag) {
  const TempFile file{"[server]\nport = 1001\nops_port = 1002\nworker_threads = 3\n"};
  auto sources = with_secret();
  sources.file = file.path();
  sources.env["PORT"] = "2001";
  sources.env["OPS_PORT"] = "2002";
  sources.flags["server.port"] = "3001";
  const auto loaded = load(sources);
  EXPECT_EQ(loaded.config.server.port, 3001);
  EXPECT_EQ(loaded.config.server.ops_port, 2002);
  EXPECT_EQ(loaded.config.server.worker_threads, 3U);

  EXPECT_EQ(effective(loaded, "server.port").origin, Origin::kFlag);
  EXPECT_EQ(effective(loaded, "server.port").source, "flag server.port");
  EXPECT_EQ(effective(loaded, "server.ops_port").origin, Origin::kEnvironment);
  EXPECT_EQ(effective(loaded, "server.ops_port").source, "environment OPS_PORT");
  EXPECT_EQ(effective(loaded, "server.worker_threads").origin, Origin::kFile);
  EXPECT_EQ(effective(loaded, "server.worker_threads").source, "callroom.toml:4");
  EXPECT_EQ(effective(loaded, "server.host").origin, Origin::kDefault);
}

TEST(ConfigLoad, ReadsEveryKindOfValueFromAFile) {
  const TempFile file{R"(
[access]
opens_before = "10m"
paid_states = ["Paid"]
[realtime]
max_payload = "2MiB"
max_sdp_bytes = 4096
[audit]
enabled = false
[log]
level = "warn"
[jwt]
secret = "a secret of more than thirty-two bytes"
)"};
  Sources sources;
  sources.file = file.path();
  const auto config = load(sources).config;
  EXPECT_EQ(config.access.opens_before, base::Minutes{10});
  EXPECT_THAT(config.access.paid_states, ElementsAre("Paid"));
  EXPECT_EQ(config.realtime.max_payload, 2U << 20);
  EXPECT_EQ(config.realtime.max_sdp_bytes, 4096U);
  EXPECT_FALSE(config.audit.enabled);
  EXPECT_EQ(config.log.level, "warn");
  EXPECT_EQ(config.jwt.secret.reveal(), "a secret of more than thirty-two bytes");
}

TEST(ConfigLoad, AnEmptyEnvironmentVariableCountsAsNotSet) {
  auto sources = with_secret();
  sources.env["PORT"] = "";
  sources.env["MONGODB_URI"] = "";
  sources.env["TURN_SERVER_URL"] = "";
  EXPECT_EQ(load(sources).config.server.port, 5000);
}

TEST(ConfigLoad, ForeignEnvironmentVariablesAreIgnored) {
  auto sources = with_secret();
  // What Kubernetes sets in every pod beside a service named "callroom".
  sources.env["CALLROOM_PORT"] = "tcp://10.0.0.1:5000";
  sources.env["CALLROOM_SERVICE_HOST"] = "10.0.0.1";
  sources.env["PATH"] = "/usr/bin";
  EXPECT_EQ(load(sources).config.server.port, 5000);
}

TEST(ConfigLoad, EverySettingHasAnEnvironmentName) {
  auto sources = with_secret();
  sources.env["CALLROOM_REALTIME_PING_INTERVAL"] = "300ms";
  EXPECT_EQ(load(sources).config.realtime.ping_interval, base::Millis{300});
}

TEST(ConfigLoad, LocalhostIsTheOnlyForeignOriginByDefault) {
  auto sources = with_secret();
  sources.env["PORT"] = "7000";
  EXPECT_THAT(load(sources).config.cors.origins, ElementsAre("http://localhost:7000"));
  sources.env["PORT"] = "0";  // known only once it is bound
  EXPECT_THAT(load(sources).config.cors.origins, IsEmpty());
  sources.env["CORS_ORIGIN"] = "*";
  EXPECT_THAT(load(sources).config.cors.origins, ElementsAre("*"));
}

TEST(ConfigLoad, WhoOnlyKeepsRecordsNeedsNoTokenKey) {
  EXPECT_TRUE(load(Sources{}, Purpose::kRecords).config.jwt.secret.empty());
}

TEST(ConfigLoad, AKeySetStandsInForTheSecret) {
  Sources sources;
  sources.env["JWT_JWKS_URL"] = "https://id.example/.well-known/jwks.json";
  EXPECT_EQ(load(sources).config.jwt.jwks_url, "https://id.example/.well-known/jwks.json");
}

TEST(ConfigLoad, NoticesWhatIsAllowedButDoubtful) {
  auto sources = with_secret();
  sources.env["VIDEO_CALL_ENCRYPTION_KEY"] = kMasterKey;
  EXPECT_THAT(load(sources).notices, IsEmpty());
  sources = with_secret();
  sources.env["CORS_ORIGIN"] = "*";
  sources.env["JWT_JWKS_URL"] = "http://id.example/jwks";
  sources.env["TURN_SECRET"] = "turn-secret";
  sources.env["AUDIT_LOG_ENABLED"] = "0";
  const auto notices = load(sources).notices;
  EXPECT_THAT(notices, ElementsAre(HasSubstr("CORS_ORIGIN"), HasSubstr("VIDEO_CALL_ENCRYPTION_KEY"),
                                   HasSubstr("not https"), HasSubstr("no relay"), HasSubstr("AUDIT_LOG_ENABLED")));
}

TEST(ConfigLoad, ProductionNeedsAMasterKeyFromOneSource) {
  auto sources = with_secret();
  sources.env["CALLROOM_ENV"] = "production";
  const auto refused = [&](const char* why) {
    try {
      (void)load(sources, Purpose::kRecords);
      ADD_FAILURE() << "it was accepted: " << why;
    } catch (const ConfigError& error) {
      EXPECT_THAT(error.what(), HasSubstr(why));
      EXPECT_THAT(error.what(), testing::Not(HasSubstr("hunter2")));
    }
  };
  refused("VIDEO_CALL_ENCRYPTION_KEY): missing");
  sources.env["VIDEO_CALL_ENCRYPTION_KEY"] = "hunter2";
  refused("32 bytes");
  sources.env["VIDEO_CALL_ENCRYPTION_KEY"] = kMasterKey;
  EXPECT_TRUE(load(sources).config.encryption.on());
  sources.env["VIDEO_CALL_ENCRYPTION_KEY_FILE"] = "/etc/callroom/key";
  refused("more than one");
  sources.env.erase("VIDEO_CALL_ENCRYPTION_KEY");
  EXPECT_TRUE(load(sources).config.encryption.on());
  sources.env.erase("VIDEO_CALL_ENCRYPTION_KEY_FILE");
  sources.env["VIDEO_CALL_ENCRYPTION_PREVIOUS_KEYS"] = kMasterKey;
  refused("without a current key");
}

TEST(ConfigLoad, TheProcessEnvironmentIsReadWhole) {
  const auto env = process_environment();
  const auto* path = std::getenv("PATH");
  ASSERT_NE(path, nullptr);
  EXPECT_EQ(env.at("PATH"), path);
}

}  // namespace
}  // namespace callroom::config
