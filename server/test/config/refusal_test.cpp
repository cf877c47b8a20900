#include "config/schema.hpp"
#include "sources.hpp"

#include <gmock/gmock.h>

namespace callroom::config {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Refused {
  std::map<std::string, std::string> env;
  std::string names;    ///< what the line must name
  std::string expects;  ///< and what it must say is expected
};

class ConfigRefusesEnvironment : public testing::TestWithParam<Refused> {};

TEST_P(ConfigRefusesEnvironment, WithOneLineThatNamesKeyAndExpectation) {
  auto sources = with_secret();
  for (const auto& [name, text] : GetParam().env) sources.env[name] = text;
  const auto line = refusal(sources);
  EXPECT_THAT(line, AllOf(HasSubstr(GetParam().names), HasSubstr(GetParam().expects), Not(HasSubstr("\n"))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ConfigRefusesEnvironment,
    testing::Values(
        Refused{{{"PORT", "70000"}}, "server.port (environment PORT): \"70000\"", "a whole number from 0 to 65535"},
        Refused{{{"PORT", "-1"}}, "server.port", "a whole number from 0"},
        Refused{{{"PORT", "5000x"}}, "server.port", "a whole number"},
        Refused{{{"PORT", "50 00"}}, "server.port", "a whole number"},
        Refused{{{"PORT", "99999999999999999999"}}, "server.port", "a whole number"},
        Refused{{{"PORT", "5\n00"}}, "server.port", "a whole number"},
        Refused{{{"CALLROOM_SERVER_HOST", "nowhere"}}, "server.host", "an IPv4 or IPv6 address"},
        Refused{{{"DATA_DIR", std::string(5000, 'x')}}, "server.data_dir", "not empty"},
        Refused{{{"JWT_SECRET", std::string(31, 'x')}}, "jwt.secret (environment JWT_SECRET)", "at least 32 bytes"},
        Refused{{{"JWT_ALGORITHM", "none"}}, "jwt.algorithm", "one of HS256, HS384, HS512"},
        Refused{{{"JWT_LIFETIME", "12"}}, "jwt.lifetime", "a duration such as"},
        Refused{{{"JWT_LIFETIME", "1s"}}, "jwt.lifetime", "from 1m to 365d"},
        Refused{{{"JWT_JWKS_URL", "ftp://x"}}, "jwt.jwks_url", "an http:// or https:// URL"},
        Refused{{{"JWT_JWKS_URL", "https://x/"}, {"JWT_JWKS_FILE", "x"}}, "jwt.jwks_file", "expected one of them"},
        Refused{{{"CORS_ORIGIN", "https://a.example/path"}}, "cors.origins", "without a path"},
        Refused{{{"CORS_ORIGIN", "*,https://a.example"}}, "cors.origins", "alone"},
        Refused{{{"TRUSTED_PROXIES", "10.0.0.0/33"}}, "server.trusted_proxies", "networks such as"},
        Refused{{{"STUN_SERVER_URL", "turn:x"}}, "ice.stun_urls", "stun:"},
        Refused{{{"TURN_SERVER_URL", "http://x"}}, "ice.turn_urls", "turn:"},
        Refused{{{"TURN_SERVER_URL", "turn:x"}}, "TURN_SERVER_URL", "TURN_SECRET"},
        Refused{{{"TURN_USERNAME", "u"}}, "TURN_PASSWORD", "both or neither"},
        Refused{{{"TURN_USERNAME", "u"}, {"TURN_PASSWORD", "p"}, {"TURN_SECRET", "s"}}, "TURN_SECRET", "one of them"},
        Refused{{{"ICE_TRANSPORT_POLICY", "relay"}}, "ICE_TRANSPORT_POLICY", "TURN_SERVER_URL"},
        Refused{{{"ICE_TRANSPORT_POLICY", "none"}}, "ice.transport_policy", "one of all, relay"},
        Refused{{{"VIDEO_CALL_RATE_LIMIT", "0"}}, "limits.video_call_per_minute", "from 1"},
        Refused{{{"SOCKET_CONNECTION_LIMIT", "many"}}, "realtime.max_sockets", "a whole number"},
        Refused{{{"VIDEO_CALL_LOG_LEVEL", "loud"}}, "log.level", "one of debug, info"},
        Refused{{{"AUDIT_LOG_ENABLED", "perhaps"}}, "audit.enabled", "true or false"},
        Refused{{{"CALLROOM_ACCESS_PAID_STATES", "Paid,paid"}}, "access.paid_states", "any of Pending"},
        Refused{{{"CALLROOM_ACCESS_PAID_STATES", ","}}, "access.paid_states", "at least one"},
        Refused{{{"CALLROOM_CALL_PRESENCE_INTERVAL", "20s"}}, "call.presence_interval", "from 1s to 15s"},
        Refused{{{"CALLROOM_REALTIME_MAX_PAYLOAD", "1MB"}}, "realtime.max_payload", "64KiB or 1MiB"},
        Refused{{{"CALLROOM_REALTIME_MAX_PAYLOAD", "64KiB"}}, "realtime.max_sdp_bytes", "must fit"},
        Refused{{{"TLS_CERT_FILE", "cert.pem"}}, "TLS_KEY_FILE", "both or neither"},
        Refused{{{"OPS_PORT", "5000"}}, "server.ops_port", "a port of its own"},
        Refused{{{"MONGODB_URI", "postgres://u:pw@db/x"}}, "MONGODB_URI", "expected mongodb://"},
        Refused{{{"MONGODB_URI", "mongodb://db/x"}, {"CALLROOM_ENV", "production"}}, "encryption.key", "missing"},
        Refused{{{"REDIS_URL", "redis://:pw@db"}}, "REDIS_URL", "Redis is not supported by this build yet"}));

TEST(ConfigRefuses, AStartWithoutAnyTokenKey) {
  const auto line = refusal(Sources{});
  EXPECT_THAT(line, AllOf(HasSubstr("jwt.secret (JWT_SECRET): missing"), HasSubstr("JWT_JWKS_URL")));
}

TEST(ConfigRefuses, UnservedStoresForEveryPurpose) {
  Sources sources;
  sources.env["REDIS_URL"] = "redis://db";
  EXPECT_THAT(refusal(sources, Purpose::kRecords), HasSubstr("Redis is not supported"));
}

TEST(ConfigRefuses, NeverTellsASecret) {
  for (const auto& setting : settings()) {
    if (setting.visibility == Visibility::kPlain) continue;
    auto sources = with_secret();
    sources.flags[std::string{setting.key}] = "hunter2";  // too short, not supported, or without its partner
    try {
      static_cast<void>(load(sources));
    } catch (const ConfigError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("hunter2"))) << setting.key;
    }
  }
}

TEST(ConfigRefuses, AnUnknownFlag) {
  auto sources = with_secret();
  sources.flags["server.prot"] = "1";
  EXPECT_EQ(refusal(sources), "flag: unknown key \"server.prot\"");
}

TEST(ConfigRefuses, ABadValueInAFlag) {
  auto sources = with_secret();
  sources.flags["server.port"] = "";
  EXPECT_THAT(refusal(sources), HasSubstr("server.port (flag server.port): \"\" is not valid"));
}

struct RefusedFile {
  std::string toml;
  std::string line;
};
class ConfigRefusesFile : public testing::TestWithParam<RefusedFile> {};

TEST_P(ConfigRefusesFile, WithTheLineAndTheKey) {
  const TempFile file{GetParam().toml};
  auto sources = with_secret();
  sources.file = file.path();
  const auto line = refusal(sources);
  EXPECT_THAT(line, AllOf(HasSubstr(GetParam().line), Not(HasSubstr("\n"))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ConfigRefusesFile,
    testing::Values(RefusedFile{"[server]\nprot = 1\n", "callroom.toml:2: unknown key \"server.prot\""},
                    RefusedFile{"[sevrer]\nport = 1\n", "callroom.toml:1: unknown key \"sevrer\""},
                    RefusedFile{"[sevrer]\n", "unknown key \"sevrer\""},
                    RefusedFile{"port = 1\n", "unknown key \"port\""},
                    RefusedFile{"server = 1\n", "unknown key \"server\""},
                    RefusedFile{"[server.port]\nx = 1\n", "server.port (callroom.toml:1): \"<a table>\""},
                    RefusedFile{"[server.more]\nx = 1\n", "unknown key \"server.more\""},
                    RefusedFile{"[server]\nport = \"5000\"\n", "server.port (callroom.toml:2): \"5000\" is not valid"},
                    RefusedFile{"[server]\nport = 5000.0\n", "server.port"},
                    RefusedFile{"[server]\nport = 65536\n", "expected a whole number from 0 to 65535"},
                    RefusedFile{"[audit]\nenabled = \"true\"\n", "expected true or false"},
                    RefusedFile{"[audit]\nenabled = 1\n", "expected true or false"},
                    RefusedFile{"[access]\nopens_before = 15\n", "expected a duration"},
                    RefusedFile{"[access]\npaid_states = \"Paid\"\n", "access.paid_states"},
                    RefusedFile{"[access]\npaid_states = [1]\n", "access.paid_states"},
                    RefusedFile{"[http]\nmax_body_bytes = true\n", "http.max_body_bytes"},
                    RefusedFile{"[jwt]\nsecret = \"short\"\n", "jwt.secret (callroom.toml:2): the value is not valid"},
                    RefusedFile{"[server]\nport = 1\nport = 2\n", "not valid TOML"},
                    RefusedFile{"[server\n", "callroom.toml:1: not valid TOML"}));

TEST(ConfigRefuses, AFileThatIsNotThere) {
  auto sources = with_secret();
  sources.file = "/nonexistent/callroom.toml";
  EXPECT_EQ(refusal(sources), "/nonexistent/callroom.toml: the configuration file cannot be read");
}

}  // namespace
}  // namespace callroom::config
