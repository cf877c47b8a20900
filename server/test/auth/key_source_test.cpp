#include "auth/key_source.hpp"

#include "one_shot_server.hpp"

#include <gmock/gmock.h>
#include <fstream>

namespace callroom::auth {
namespace {

using testing::OneShotServer;
using testing::Tls;

std::string refusal(KeySource& source) {
  try {
    static_cast<void>(source.fetch());
  } catch (const KeySourceError& error) {
    return error.what();
  }
  ADD_FAILURE() << "the source was read";
  return {};
}

std::string answer(const std::string& status, const std::string& body, const std::string& more = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more +
         "Connection: close\r\n\r\n" + body;
}

TEST(FileKeySource, ReadsTheFileAnewEveryTime) {
  const auto path = std::filesystem::path{::testing::TempDir()} / "auth_test_keys.json";
  std::ofstream{path} << "one";
  const auto source = make_file_key_source(path);
  EXPECT_EQ(source->fetch(), "one");
  std::ofstream{path} << "two";
  EXPECT_EQ(source->fetch(), "two");
  std::ofstream{path} << std::string(kMaxKeySetBytes + 1, 'x');
  EXPECT_THAT(refusal(*source), ::testing::HasSubstr("larger than 512 KiB"));
  std::filesystem::remove(path);
  EXPECT_THAT(refusal(*source), ::testing::HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(*make_file_key_source(::testing::TempDir())), ::testing::HasSubstr("cannot be read"));
}

TEST(UrlKeySource, ReadsOverHttp) {
  OneShotServer server{answer("200 OK", R"({"keys":[]})"), Tls::kOff};
  EXPECT_EQ(make_url_key_source(server.url())->fetch(), R"({"keys":[]})");
  EXPECT_THAT(server.request(), ::testing::StartsWith("GET /jwks.json HTTP/1.1\r\n"));
}

TEST(UrlKeySource, RefusesAnyAnswerButTheKeySetItself) {
  {
    OneShotServer server{answer("500 Oops", "{}"), Tls::kOff};
    EXPECT_THAT(refusal(*make_url_key_source(server.url())), ::testing::HasSubstr("status 500"));
  }
  {
    OneShotServer server{answer("302 Found", "", "Location: https://evil.example/\r\n"), Tls::kOff};
    EXPECT_THAT(refusal(*make_url_key_source(server.url())), ::testing::HasSubstr("status 302"));
  }
  {
    OneShotServer server{answer("200 OK", std::string(kMaxKeySetBytes + 1, ' ')), Tls::kOff};
    EXPECT_THAT(refusal(*make_url_key_source(server.url())), ::testing::HasSubstr("key set http"));
  }
  EXPECT_THAT(refusal(*make_url_key_source("file:///etc/passwd")), ::testing::HasSubstr("key set file"));
}

TEST(UrlKeySource, NobodyThereIsAnErrorNotAHang) {
  std::string url;
  {
    OneShotServer server{"", Tls::kOff};
    url = server.url();
    EXPECT_THAT(refusal(*make_url_key_source(url)), ::testing::HasSubstr(url));
  }
  EXPECT_THAT(refusal(*make_url_key_source(url)), ::testing::HasSubstr(url));
}

TEST(UrlKeySource, VerifiesCertificates) {
  {
    OneShotServer server{answer("200 OK", "{}"), Tls::kOn};
    EXPECT_EQ(make_url_key_source(server.url(), server.certificate_file())->fetch(), "{}");
  }
  {
    OneShotServer server{answer("200 OK", "{}"), Tls::kOn};
    EXPECT_THAT(refusal(*make_url_key_source(server.url())), ::testing::HasSubstr("certificate"));
  }
  {
    // Trusted, but for another name.
    OneShotServer server{answer("200 OK", "{}"), Tls::kOn, "IP:127.0.0.2"};
    EXPECT_THAT(refusal(*make_url_key_source(server.url(), server.certificate_file())),
                ::testing::HasSubstr("certificate"));
  }
}

}  // namespace
}  // namespace callroom::auth
