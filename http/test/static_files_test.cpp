#include "http/static_files.hpp"

#include "content_negotiation.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace http::test {
namespace {

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    folder.write("site/index.html", "<html>");
    folder.write("site/index.html.br", "br");
    folder.write("site/index.html.gz", "gz");
    folder.write("site/favicon.ico", "icon");
    folder.write("site/assets/app-abc123.js", "js");
    folder.write("site/assets/app-abc123.js.gz", "gz");
    folder.write("site/docs/index.html", "docs");
    folder.write("site/with space.txt", "text");
    folder.write("site/alone.gz", "an archive, not a compressed form");
    folder.write("secret.txt", "outside");
    std::filesystem::create_symlink(folder.path() / "secret.txt", folder.path() / "site/leak.txt");
    std::filesystem::create_directory_symlink(folder.path(), folder.path() / "site/up");
    std::filesystem::create_symlink("favicon.ico", folder.path() / "site/alias.ico");
    std::filesystem::create_symlink("nowhere", folder.path() / "site/dangling");
  }

  [[nodiscard]] StaticFiles files(StaticFilesOptions::Fallback fallback = StaticFilesOptions::Fallback::kNone) const {
    return StaticFiles{{.root = folder.path() / "site", .fallback = fallback}};
  }

  static Request request(std::string path, std::string method = "GET") {
    Request out;
    out.method = std::move(method);
    out.target = out.path = std::move(path);
    return out;
  }

  /// The file that is sent for a path, relative to the site; "-" for none.
  [[nodiscard]] std::string served(const StaticFiles& site, const Request& request) const {
    const auto response = site.respond(request);
    if (!response) return "-";
    return std::get<FileBody>(response->body).path.lexically_relative(canonical(folder.path() / "site")).string();
  }

  TemporaryFolder folder;
};

TEST_F(StaticFilesTest, ServesFilesWithTypeAndCaching) {
  const auto site = files();
  const auto icon = site.respond(request("/favicon.ico"));
  ASSERT_TRUE(icon);
  EXPECT_EQ(icon->status, 200U);
  EXPECT_EQ(icon->headers.find("Content-Type"), "image/x-icon");
  EXPECT_EQ(icon->headers.find("Cache-Control"), "no-cache");
  EXPECT_FALSE(icon->headers.find("Vary"));
  const auto script = site.respond(request("/assets/app-abc123.js"));
  EXPECT_EQ(script->headers.find("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script->headers.find("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script->headers.find("Vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, FindsByDecodedPath) {
  const auto site = files();
  EXPECT_EQ(served(site, request("/")), "index.html");
  EXPECT_EQ(served(site, request("/index.html")), "index.html");
  EXPECT_EQ(served(site, request("/docs/")), "docs/index.html");
  EXPECT_EQ(served(site, request("/with%20space.txt")), "with space.txt");
  EXPECT_EQ(served(site, request("/alone.gz")), "alone.gz");
  EXPECT_EQ(served(site, request("/alias.ico")), "favicon.ico");
  EXPECT_EQ(served(site, request("/", "HEAD")), "index.html");
}

TEST_F(StaticFilesTest, NothingOutsideCanBeReached) {
  for (const auto fallback : {StaticFilesOptions::Fallback::kNone, StaticFilesOptions::Fallback::kIndex}) {
    const auto site = files(fallback);
    for (const std::string path : {
             "/../secret.txt",
             "/%2e%2e/secret.txt",
             "/%2E%2E%2Fsecret.txt",
             "/..%2fsecret.txt",
             "/%252e%252e/secret.txt",
             "/..\\secret.txt",
             "/..%5csecret.txt",
             "/assets/../../secret.txt",
             "/./../secret.txt",
             "//../secret.txt",
             "/leak.txt",
             "/up/secret.txt",
             "/up/site/index.html",
             "/dangling.txt",
             "/favicon.ico%00",
             "/secret.txt",
             "/%00",
             "/..",
             "/../",
             "/../etc/passwd",
             "/%2e%2e/%2e%2e/etc/passwd",
             "/%",
             "/%zz",
             "",
             "*",
             "index.html",
         }) {
      EXPECT_EQ(served(site, request(path)), "-") << path;
    }
  }
}

TEST_F(StaticFilesTest, CompressedFormsAreNoFilesOfTheirOwn) {
  const auto site = files();
  EXPECT_EQ(served(site, request("/index.html.br")), "-");
  EXPECT_EQ(served(site, request("/index.html.gz")), "-");
  EXPECT_EQ(site.size(), 7U);
}

TEST_F(StaticFilesTest, OtherMethodsAreNotOurs) {
  const auto site = files(StaticFilesOptions::Fallback::kIndex);
  for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "get"}) {
    EXPECT_FALSE(site.respond(request("/", method))) << method;
    EXPECT_FALSE(site.respond(request("/call", method))) << method;
  }
}

TEST_F(StaticFilesTest, NegotiatesTheForm) {
  const auto site = files();
  auto asked = request("/index.html");
  asked.headers.add("Accept-Encoding", "gzip, deflate, br");
  const auto response = site.respond(asked);
  EXPECT_EQ(response->headers.find("Content-Encoding"), "br");
  EXPECT_EQ(response->headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(served(site, asked), "index.html.br");
  asked.headers.set("Accept-Encoding", "gzip");
  EXPECT_EQ(served(site, asked), "index.html.gz");
  asked.headers.set("Accept-Encoding", "deflate");
  EXPECT_EQ(served(site, asked), "index.html");
}

TEST_F(StaticFilesTest, AnswersNotModifiedForTheFormItWouldSend) {
  const auto site = files();
  auto asked = request("/index.html");
  const std::string plain{*site.respond(asked)->headers.find("ETag")};
  asked.headers.add("If-None-Match", "\"other\", W/" + plain);
  const auto fresh = site.respond(asked);
  EXPECT_EQ(fresh->status, 304U);
  EXPECT_EQ(fresh->headers.find("ETag"), plain);
  EXPECT_EQ(fresh->headers.find("Vary"), "Accept-Encoding");
  EXPECT_EQ(std::get<std::string>(fresh->body), "");
  asked.headers.add("Accept-Encoding", "br");
  EXPECT_EQ(site.respond(asked)->status, 200U) << "the tag of another form";
}

TEST_F(StaticFilesTest, TagsFollowTheContent) {
  const std::string before{*files().respond(request("/favicon.ico"))->headers.find("ETag")};
  EXPECT_EQ(files().respond(request("/favicon.ico"))->headers.find("ETag"), before);
  folder.write("site/favicon.ico", "ic0n");
  EXPECT_NE(files().respond(request("/favicon.ico"))->headers.find("ETag"), before);
}

TEST_F(StaticFilesTest, FallsBackToTheIndexForRoutes) {
  const auto site = files(StaticFilesOptions::Fallback::kIndex);
  EXPECT_EQ(served(site, request("/call/42")), "index.html");
  EXPECT_EQ(served(site, request("/call/42", "HEAD")), "index.html");
  EXPECT_EQ(site.respond(request("/call"))->headers.find("Cache-Control"), "no-cache");
  EXPECT_EQ(served(site, request("/missing.js")), "-");
  EXPECT_EQ(served(site, request("/assets/missing")), "-");
  EXPECT_EQ(served(files(), request("/call/42")), "-");
}

TEST_F(StaticFilesTest, ARootThatIsNotThereThrows) {
  EXPECT_THROW((StaticFiles{{.root = folder.path() / "nothing"}}), std::runtime_error);
  EXPECT_THROW((StaticFiles{{.root = folder.path() / "secret.txt"}}), std::runtime_error);
}

TEST(ChooseCoding, WeighsWhatExists) {
  constexpr Available kBoth{.brotli = true, .gzip = true};
  constexpr Available kGzipOnly{.brotli = false, .gzip = true};
  struct {
    const char* field;
    Available available;
    Coding expected;
  } const cases[] = {
      {"br", kBoth, Coding::kBrotli},
      {"gzip", kBoth, Coding::kGzip},
      {"x-gzip", kBoth, Coding::kGzip},
      {"GZIP, BR", kBoth, Coding::kBrotli},
      {"br, gzip", kGzipOnly, Coding::kGzip},
      {"br, gzip", {}, Coding::kIdentity},
      {"br;q=0.5, gzip;q=0.8", kBoth, Coding::kGzip},
      {"br;q=0, gzip;q=0", kBoth, Coding::kIdentity},
      {"br;q=0, *", kBoth, Coding::kGzip},
      {"*", kBoth, Coding::kBrotli},
      {"*;q=0", kBoth, Coding::kIdentity},
      {"identity, gzip;q=0.5", kBoth, Coding::kIdentity},
      {"identity;q=0.5, gzip;q=0.5", kBoth, Coding::kGzip},
      {"gzip ; q=1.000", kBoth, Coding::kGzip},
      {"gzip;q=2", kBoth, Coding::kIdentity},
      {"gzip;q=0.0001", kBoth, Coding::kIdentity},
      {"gzip;q=x", kBoth, Coding::kIdentity},
      {"", kBoth, Coding::kIdentity},
      {",,;;,", kBoth, Coding::kIdentity},
  };
  for (const auto& test : cases) EXPECT_EQ(choose_coding(test.field, test.available), test.expected) << test.field;
  EXPECT_EQ(choose_coding(std::nullopt, kBoth), Coding::kIdentity);
}

RC_GTEST_PROP(ChooseCodingProperty, NeverChoosesWhatDoesNotExist, (const std::string& field, bool br, bool gz)) {
  const auto chosen = choose_coding(field, {.brotli = br, .gzip = gz});
  RC_ASSERT(chosen != Coding::kBrotli || br);
  RC_ASSERT(chosen != Coding::kGzip || gz);
}

TEST(ContentType, OfWhatAWebClientConsistsOf) {
  EXPECT_EQ(content_type("a.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type("a.css"), "text/css; charset=utf-8");
  EXPECT_EQ(content_type("index.HTML"), "text/html; charset=utf-8");
  EXPECT_EQ(content_type("a.svg"), "image/svg+xml");
  EXPECT_EQ(content_type("a.png"), "image/png");
  EXPECT_EQ(content_type("a.woff2"), "font/woff2");
  EXPECT_EQ(content_type("a.webmanifest"), "application/manifest+json");
  EXPECT_EQ(content_type("a.js.map"), "application/json");
  EXPECT_EQ(content_type("robots.txt"), "text/plain; charset=utf-8");
  EXPECT_EQ(content_type("a.wasm"), "application/wasm");
  EXPECT_EQ(content_type("LICENSE"), "application/octet-stream");
}

}  // namespace
}  // namespace http::test
