#include "api_fixture.hpp"

#include <unistd.h>
#include <filesystem>
#include <fstream>

// What browsers enforce for us: origins and security headers.
namespace callroom::rest::test {
namespace {

constexpr const char* kApp = "https://app.example.org";

Options with_origins(std::vector<std::string> origins) {
  auto options = roomy();
  options.allowed_origins = std::move(origins);
  return options;
}

class Cross : public ApiTest {
 protected:
  Cross() : ApiTest(with_origins({kApp, "https://Other.example.org/"})) {}
  Answer from(const std::string& origin, std::string_view method, std::string_view target, Fields more = {}) {
    more.emplace_back("Origin", origin);
    return ask(method, target, "Clara", "", more);
  }
};

TEST_F(Cross, AnAllowedOriginMayReadTheAnswer) {
  const auto answer = from(kApp, "GET", "/api/auth/me");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(answer.header("Vary"), "Origin");
  EXPECT_NE(answer.header("Access-Control-Expose-Headers").find("X-Request-Id"), std::string::npos);
  EXPECT_NE(answer.header("Access-Control-Expose-Headers").find("X-RateLimit-Reset"), std::string::npos);
  EXPECT_EQ(from("https://other.example.org", "GET", "/api/auth/me").header("Access-Control-Allow-Origin"),
            "https://other.example.org");
}

TEST_F(Cross, ErrorsAreReadableToo) {
  EXPECT_EQ(from(kApp, "GET", "/api/nothing").header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(from(kApp, "GET", "/api/users").header("Access-Control-Allow-Origin"), kApp);
}

TEST_F(Cross, ADisallowedOriginReadsNothingAndChangesNothing) {
  for (const std::string origin : {"https://evil.example", "http://app.example.org", "https://app.example.org:8443",
                                   "https://app.example.org.evil.example", "null", ""}) {
    const auto read = from(origin, "GET", "/api/auth/me");
    EXPECT_EQ(read.status, 200U) << origin;
    EXPECT_FALSE(read.has("Access-Control-Allow-Origin")) << origin;
    EXPECT_EQ(read.header("Vary"), "Origin");
    const auto change = from(origin, "POST", at("/api/video-calls/start/"));
    EXPECT_EQ(change.status, 403U) << origin;
    EXPECT_EQ(change.code(), "FORBIDDEN");
    EXPECT_FALSE(change.has("Access-Control-Allow-Origin")) << origin;
  }
  EXPECT_TRUE(notifier.started.lock()->empty());
  EXPECT_TRUE(store.audit_of(session).empty());
}

TEST_F(Cross, OurOwnPagesNeedNoEntry) {
  for (const std::string origin : {"http://call.example.org", "https://call.example.org", "https://CALL.example.org"}) {
    EXPECT_EQ(from(origin, "POST", at("/api/video-calls/start/")).status, 200U) << origin;
  }
  EXPECT_EQ(from("http://call.example.org:5000", "POST", at("/api/video-calls/start/")).status, 403U);
  EXPECT_EQ(
      from("http://call.example.org:5000", "POST", at("/api/video-calls/start/"), {{"Host", "call.example.org:5000"}})
          .status,
      200U);
}

TEST_F(Cross, NoOriginIsNoBrowserPage) { EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara").status, 200U); }

TEST_F(Cross, PreflightNamesMethodsAndHeaders) {
  const auto answer =
      from(kApp, "OPTIONS", at("/api/video-calls/start/"),
           {{"Access-Control-Request-Method", "POST"}, {"Access-Control-Request-Headers", "x-auth-token"}});
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(answer.header("Access-Control-Allow-Methods"), "POST, OPTIONS");
  EXPECT_EQ(answer.header("Access-Control-Allow-Headers"), "Authorization, Content-Type, X-Auth-Token, X-Request-Id");
  EXPECT_EQ(answer.header("Access-Control-Max-Age"), "600");
}

TEST_F(Cross, PreflightOfADisallowedOriginGetsNoCorsHeaders) {
  const auto answer =
      from("https://evil.example", "OPTIONS", "/api/auth/login", {{"Access-Control-Request-Method", "POST"}});
  EXPECT_EQ(answer.status, 204U);
  for (const auto& [name, value] : answer.headers) EXPECT_FALSE(name.starts_with("Access-Control")) << name;
}

TEST_F(Cross, AStarAllowsAll) {
  configure(with_origins({"*"}));
  const auto answer = from("https://anything.example", "POST", at("/api/video-calls/start/"));
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
  EXPECT_FALSE(answer.has("Vary"));
  EXPECT_TRUE(api->origins()->allows("null"));
}

TEST_F(Cross, ThePolicyIsSharedWithTheHandshake) {
  const auto policy = api->origins();
  EXPECT_TRUE(policy->allows(kApp));
  EXPECT_FALSE(policy->allows("https://evil.example"));
  EXPECT_FALSE(policy->allows("null"));
  EXPECT_FALSE(policy->allows(""));
}

class SecurityHeaders : public ApiTest {
 protected:
  SecurityHeaders() : ApiTest(roomy()) {}
};

TEST_F(SecurityHeaders, AreOnEveryApiAnswer) {
  for (const auto& answer : {ask("GET", "/api/auth/me", "Clara"), ask("GET", "/api/nothing"), ask("GET", "/api/users"),
                             ask("PUT", "/api/users"), ask("OPTIONS", "/api/users")}) {
    EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    const auto permissions = answer.header("Permissions-Policy");
    for (const std::string needed : {"camera", "microphone", "display-capture", "fullscreen", "picture-in-picture",
                                     "autoplay", "screen-wake-lock", "speaker-selection"}) {
      EXPECT_NE((", " + permissions).find(", " + needed + "=(self),"), std::string::npos) << needed;
    }
    EXPECT_NE(permissions.find("geolocation=()"), std::string::npos);
    EXPECT_FALSE(answer.has("Strict-Transport-Security")) << "RFC 6797: not over plain HTTP";
  }
}

TEST_F(SecurityHeaders, HstsUnderTlsHereOrAtATrustedProxy) {
  auto tls = make("GET", "/api/nothing");
  tls.secure = true;
  EXPECT_EQ(ask(tls).header("Strict-Transport-Security"), "max-age=31536000");
  const Fields forwarded{{"X-Forwarded-Proto", "https"}};
  EXPECT_FALSE(ask("GET", "/api/nothing", "", "", forwarded).has("Strict-Transport-Security"));
  auto options = roomy();
  options.trusted_proxies = {"192.0.2.7"};
  configure(options);
  EXPECT_TRUE(ask("GET", "/api/nothing", "", "", forwarded).has("Strict-Transport-Security"));
}

/// A folder with one page, gone afterwards.
class Site : public ApiTest {
 protected:
  Site() : ApiTest(roomy()) {
    std::string pattern = std::filesystem::temp_directory_path() / "callroom-site-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream{folder_ / "index.html"} << "<!doctype html>";
    std::ofstream{folder_ / "manifest.webmanifest"} << "{}";
    std::ofstream{folder_ / "icon-192.png"} << "\x89PNG";
    files_ = std::make_unique<http::StaticFiles>(
        http::StaticFilesOptions{.root = folder_, .fallback = http::StaticFilesOptions::Fallback::kIndex});
    api = std::make_unique<Api>(Services{.env = env,
                                         .verifier = tokens,
                                         .issuer = &tokens,
                                         .passwords = passwords,
                                         .ice = ice,
                                         .notifier = notifier,
                                         .directory = directory,
                                         .signer = signer,
                                         .log = log,
                                         .workers = workers,
                                         .password_workers = password_workers,
                                         .site = files_.get()},
                                roomy());
  }
  ~Site() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
  std::unique_ptr<http::StaticFiles> files_;
};

TEST_F(Site, PagesCarryTheirPolicyAndARequestId) {
  const auto answer = ask("GET", "/");
  EXPECT_EQ(answer.status, 200U);
  const auto policy = answer.header("Content-Security-Policy");
  EXPECT_EQ(policy,
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' "
            "blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'none'");
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_NE(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.header("X-Request-Id").size(), 20U);
  EXPECT_EQ(log_lines().back().level, app::LogLevel::kDebug);
}

TEST_F(Site, AnInstallableAppFindsItsManifestAndIcons) {
  const auto manifest = ask("GET", "/manifest.webmanifest");
  EXPECT_EQ(manifest.status, 200U);
  EXPECT_EQ(manifest.header("Content-Type"), "application/manifest+json");
  EXPECT_EQ(manifest.header("Cache-Control"), "no-cache");
  EXPECT_EQ(ask("GET", "/icon-192.png").header("Content-Type"), "image/png");
}

TEST_F(Site, EveryScreensPathIsThePageWithItsPolicy) {
  const auto page = ask("GET", "/");
  for (const auto& path : {std::string{"/help"}, std::string{"/admin"}, std::string{"/admin/users"},
                           "/call/" + session.str(), "/call/" + session.str() + "/after"}) {
    const auto answer = ask("GET", path);
    EXPECT_EQ(answer.status, 200U) << path;
    EXPECT_EQ(answer.header("ETag"), page.header("ETag")) << path;
    EXPECT_EQ(answer.header("Content-Type"), "text/html; charset=utf-8") << path;
    EXPECT_EQ(answer.header("Content-Security-Policy"), page.header("Content-Security-Policy")) << path;
    EXPECT_EQ(answer.header("Permissions-Policy"), page.header("Permissions-Policy")) << path;
  }
}

TEST_F(Site, WhatIsNoFileIs404AndAnotherMethod405) {
  EXPECT_EQ(ask("GET", "/missing.js").status, 404U);
  EXPECT_EQ(ask("GET", "/../../etc/passwd").status, 404U);
  const auto post = ask("POST", "/index.html");
  EXPECT_EQ(post.status, 405U);
  EXPECT_EQ(post.header("Allow"), "GET, HEAD");
  EXPECT_EQ(post.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(ask("POST", "/missing.js").status, 404U);
  EXPECT_EQ(ask("GET", "/api/nothing").code(), "NOT_FOUND") << "the index never answers below /api";
}

}  // namespace
}  // namespace callroom::rest::test
