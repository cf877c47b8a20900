// Request smuggling as it is done: one request whose end two readers see in different places, with a second request in
// what the laxer one takes for a body. Each must be answered 400, the connection closed, and the hidden request unseen.
#include "support/test_server.hpp"

#include <gmock/gmock.h>

namespace http::test {
namespace {

using std::string_literals::operator""s;

constexpr auto kHidden = "GET /hidden HTTP/1.1\r\nHost: t\r\n\r\n";

struct Attack {
  const char* name;
  std::string bytes;
};

void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.name; }

std::string post(std::string_view fields, std::string_view body) {
  return "POST /outer HTTP/1.1\r\nHost: t\r\n" + std::string{fields} + "\r\n" + std::string{body};
}

const Attack kAttacks[] = {
    {"cl_te", post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_cl", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_te", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_unknown_with_cl", post("Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_unknown", post("Transfer-Encoding: cow\r\n", kHidden)},
    {"te_chunked_not_last", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_space_before_colon", post("Transfer-Encoding : chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_folded", post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"s + kHidden)},
    {"te_vertical_tab", post("Transfer-Encoding: \x0b"
                             "chunked\r\n",
                             "0\r\n\r\n"s + kHidden)},
    {"te_http10",
     "POST /outer HTTP/1.0\r\nHost: t\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\n\r\n"s +
         kHidden},
    {"cl_cl", post("Content-Length: 0\r\nContent-Length: 34\r\n", kHidden)},
    {"cl_list", post("Content-Length: 0, 34\r\n", kHidden)},
    {"cl_plus", post("Content-Length: +0\r\n", kHidden)},
    {"cl_overflow", post("Content-Length: 18446744073709551616\r\n", kHidden)},
    {"hidden_by_bare_lf", post("X: y\nContent-Length: 0\r\n", kHidden)},
    {"hidden_by_bare_cr", post("X: y\rContent-Length: 0\r\n", kHidden)},
    {"hidden_by_nul", post("X: y\0\r\n"s, kHidden)},
    {"host_twice", "GET /outer HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"s + kHidden},
    {"absolute_form", "GET http://other/outer HTTP/1.1\r\nHost: t\r\n\r\n"s + kHidden},
};

class Smuggling : public ::testing::TestWithParam<Attack> {};

TEST_P(Smuggling, IsRefusedAndTheHiddenRequestIsNeverSeen) {
  TestServer test;
  RawClient client{test.start()};
  client.send(GetParam().bytes);
  const auto response = client.response();
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(client.rest(), "") << "nothing but the refusal, then the end";
  EXPECT_EQ(test.handler.handled, 0);
}

INSTANTIATE_TEST_SUITE_P(Table, Smuggling, ::testing::ValuesIn(kAttacks),
                         [](const auto& tested) { return std::string{tested.param.name}; });

// Here the outer request's head is sound and its body is not.
const Attack kBodyAttacks[] = {
    {"size_not_hex", "xyz\r\n"},
    {"size_negative", "-5\r\nhello\r\n0\r\n\r\n"},
    {"size_0x", "0x5\r\nhello\r\n0\r\n\r\n"},
    {"size_overflow", "10000000000000005\r\nhello\r\n0\r\n\r\n"},
    {"size_bare_lf", "5\nhello\r\n0\r\n\r\n"},
    {"data_longer_than_size", "3\r\nhello\r\n0\r\n\r\n"},
    {"empty_size", "\r\n\r\n"},
    {"extension_with_lf", "5;a\nb\r\nhello\r\n0\r\n\r\n"},
    {"trailer_content_length", "0\r\nContent-Length: 30\r\n\r\n"},
    {"trailer_transfer_encoding", "0\r\nTransfer-Encoding: chunked\r\n\r\n"},
};

class ChunkedSmuggling : public ::testing::TestWithParam<Attack> {};

TEST_P(ChunkedSmuggling, IsRefusedAndTheHiddenRequestIsNeverSeen) {
  TestServer test;
  RawClient client{test.start()};
  client.send(post("Transfer-Encoding: chunked\r\n", GetParam().bytes + kHidden));
  const auto response = client.response();
  EXPECT_TRUE(response.status == 400 || response.status == 413) << response.status;
  EXPECT_EQ(client.rest(), "");
  EXPECT_EQ(test.handler.handled, 0);
}

INSTANTIATE_TEST_SUITE_P(Table, ChunkedSmuggling, ::testing::ValuesIn(kBodyAttacks),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST(ChunkedBounds, AnEndlessChunkExtensionIsRefused) {
  auto options = loopback();
  options.max_header_bytes = 1024;
  TestServer test{options};
  RawClient client{test.start()};
  client.send(post("Transfer-Encoding: chunked\r\n", "5;" + std::string(10'000, 'x')));
  EXPECT_EQ(client.response().status, 400);
  EXPECT_EQ(test.handler.handled, 0);
}

TEST(ChunkedBounds, EndlessTrailersAreRefused) {
  auto options = loopback();
  options.max_header_bytes = 1024;
  TestServer test{options};
  RawClient client{test.start()};
  std::string trailers = "0\r\n";
  while (trailers.size() < 10'000) trailers += "X-Trailer: 1\r\n";
  client.send(post("Transfer-Encoding: chunked\r\n", trailers));
  EXPECT_EQ(client.response().status, 400);
  EXPECT_EQ(test.handler.handled, 0);
}

TEST(Http2Preface, IsToldTheVersion) {
  TestServer test;
  RawClient client{test.start()};
  client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  EXPECT_EQ(client.response().status, 505);
  EXPECT_EQ(client.rest(), "");
}

}  // namespace
}  // namespace http::test
