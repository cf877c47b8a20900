#include "config/checks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace callroom::config {
namespace {

TEST(ConfigChecks, Origins) {
  for (const auto* good : {"*", "http://localhost:5000", "https://app.example.org", "https://[::1]:8443"}) {
    EXPECT_TRUE(is_origin(good)) << good;
  }
  for (const auto* bad :
       {"", "localhost", "https://", "https://a/", "https://a.example/x", "HTTPS://a.example", "https://A.example",
        "https://a:0", "https://a:65536", "https://a:", "ws://a", "null", "https://a b", "https://u@a"}) {
    EXPECT_FALSE(is_origin(bad)) << bad;
  }
}

TEST(ConfigChecks, AddressesAndNetworks) {
  EXPECT_TRUE(is_ip_address("127.0.0.1"));
  EXPECT_TRUE(is_ip_address("::1"));
  EXPECT_FALSE(is_ip_address("127.0.0.1/8"));
  EXPECT_FALSE(is_ip_address("127.1"));
  EXPECT_FALSE(is_ip_address(std::string{"127.0.0.1\0x", 11}));
  for (const auto* good : {"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "fd00::/8", "::1/128"}) {
    EXPECT_TRUE(is_ip_network(good)) << good;
  }
  for (const auto* bad : {"", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "x/8"}) {
    EXPECT_FALSE(is_ip_network(bad)) << bad;
  }
}

TEST(ConfigChecks, StunAndTurnUrls) {
  for (const auto* good : {"stun:stun.example", "stun:stun.example:3478", "stuns:[2001:db8::1]:5349"}) {
    EXPECT_TRUE(is_stun_url(good)) << good;
  }
  for (const auto* bad : {"", "stun:", "turn:x", "stun:x?transport=udp", "stun://x", "stun:x:y"}) {
    EXPECT_FALSE(is_stun_url(bad)) << bad;
  }
  for (const auto* good : {"turn:t", "turn:t:3478?transport=udp", "turns:t:443?transport=tcp"}) {
    EXPECT_TRUE(is_turn_url(good)) << good;
  }
  for (const auto* bad : {"", "turn:", "stun:x", "turn:x?transport=tls", "turn:x?", "turn:u@x"}) {
    EXPECT_FALSE(is_turn_url(bad)) << bad;
  }
}

TEST(ConfigChecks, HttpUrls) {
  for (const auto* good : {"", "http://a", "https://a.example:8443/.well-known/jwks.json?x=1"}) {
    EXPECT_TRUE(is_http_url_or_empty(good)) << good;
  }
  for (const auto* bad : {"a", "file:///etc/passwd", "https://", "https:///x", "https://a/b c", "https://a\n"}) {
    EXPECT_FALSE(is_http_url_or_empty(bad)) << bad;
  }
}

RC_GTEST_PROP(ConfigChecks, ArbitraryTextIsAnsweredWithoutHarm, (const std::string& text)) {
  static_cast<void>(is_origin(text));
  static_cast<void>(is_ip_network(text));
  static_cast<void>(is_stun_url("stun:" + text));
  static_cast<void>(is_turn_url("turn:" + text));
  static_cast<void>(is_http_url_or_empty("https://" + text));
}

TEST(Checks, ActionRetention) {
  for (const char* good :
       {"join_attempt=30d", "audit_read=0s", "call_repeated=1d", "user_erased=365d", "call_end=500ms"})
    EXPECT_TRUE(is_action_retention(good));
  for (const char* bad :
       {"", "join_attempt", "join_attempt=", "sneeze=30d", "=30d", "join_attempt=soon", "join_attempt 30d"}) {
    EXPECT_FALSE(is_action_retention(bad)) << bad;
  }
}

}  // namespace
}  // namespace callroom::config
