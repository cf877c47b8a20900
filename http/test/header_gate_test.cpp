#include "header_gate.hpp"

#include "request_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace http {
namespace {

struct Case {
  const char* name;
  std::string head;
  std::optional<HeadFault> fault;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

/// A request with these field lines behind a Host.
std::string with(std::string_view lines) { return "POST / HTTP/1.1\r\nHost: t\r\n" + std::string{lines} + "\r\n"; }
std::string line(std::string_view request_line) { return std::string{request_line} + "\r\nHost: t\r\n\r\n"; }

using std::string_literals::operator""s;

const Case kCases[] = {
    // Sound.
    {"plain", line("GET / HTTP/1.1"), {}},
    {"query", line("GET /a/b?c=d&e=%20 HTTP/1.1"), {}},
    {"http10_without_host", "GET / HTTP/1.0\r\n\r\n", {}},
    {"options_star", line("OPTIONS * HTTP/1.1"), {}},
    {"chunked", with("Transfer-Encoding: chunked\r\n"), {}},
    {"chunked_in_any_case", with("transfer-encoding:CHUNKED \r\n"), {}},
    {"content_length", with("Content-Length: 0\r\n"), {}},
    {"empty_value", with("X-Empty:\r\n"), {}},
    {"obs_text", with("X-Name: Zo\xc3\xab\r\n"), {}},
    {"host_with_port", "GET / HTTP/1.1\r\nHost: [::1]:5000\r\n\r\n", {}},
    // Transfer-Encoding.
    {"te_identity", with("Transfer-Encoding: identity\r\n"), HeadFault::kTransferEncoding},
    {"te_gzip_chunked", with("Transfer-Encoding: gzip, chunked\r\n"), HeadFault::kTransferEncoding},
    {"te_chunked_identity", with("Transfer-Encoding: chunked, identity\r\n"), HeadFault::kTransferEncoding},
    {"te_xchunked", with("Transfer-Encoding: xchunked\r\n"), HeadFault::kTransferEncoding},
    {"te_quoted", with("Transfer-Encoding: \"chunked\"\r\n"), HeadFault::kTransferEncoding},
    {"te_parameter", with("Transfer-Encoding: chunked;q=1\r\n"), HeadFault::kTransferEncoding},
    {"te_empty", with("Transfer-Encoding:\r\n"), HeadFault::kTransferEncoding},
    {"te_twice", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), HeadFault::kTransferEncoding},
    {"te_then_cl", with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), HeadFault::kTransferEncoding},
    {"cl_then_te", with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), HeadFault::kTransferEncoding},
    {"te_http10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", HeadFault::kTransferEncoding},
    {"te_vertical_tab",
     with("Transfer-Encoding: \x0b"
          "chunked\r\n"),
     HeadFault::kControlCharacter},
    {"te_space_before_colon", with("Transfer-Encoding : chunked\r\n"), HeadFault::kFieldLine},
    // Content-Length.
    {"cl_twice_same", with("Content-Length: 3\r\nContent-Length: 3\r\n"), HeadFault::kContentLength},
    {"cl_twice", with("Content-Length: 3\r\ncontent-length: 4\r\n"), HeadFault::kContentLength},
    {"cl_list", with("Content-Length: 3, 3\r\n"), HeadFault::kContentLength},
    {"cl_plus", with("Content-Length: +3\r\n"), HeadFault::kContentLength},
    {"cl_minus", with("Content-Length: -3\r\n"), HeadFault::kContentLength},
    {"cl_hex", with("Content-Length: 0x3\r\n"), HeadFault::kContentLength},
    {"cl_empty", with("Content-Length: \r\n"), HeadFault::kContentLength},
    {"cl_space", with("Content-Length: 3 4\r\n"), HeadFault::kContentLength},
    {"cl_overflow", with("Content-Length: 18446744073709551617\r\n"), HeadFault::kContentLength},
    // Host.
    {"host_missing", "GET / HTTP/1.1\r\n\r\n", HeadFault::kHost},
    {"host_twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", HeadFault::kHost},
    {"host_empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", HeadFault::kHost},
    {"host_list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", HeadFault::kHost},
    {"host_user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", HeadFault::kHost},
    {"host_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", HeadFault::kHost},
    // Field lines.
    {"folded", with("X-A: 1\r\n 2\r\n"), HeadFault::kFolding},
    {"folded_te", with("X-A: 1\r\n\tTransfer-Encoding: chunked\r\n"), HeadFault::kFolding},
    {"folded_first", "GET / HTTP/1.1\r\n Host: t\r\n\r\n", HeadFault::kFolding},
    {"nul", with("X-A: a\0b\r\n"s), HeadFault::kControlCharacter},
    {"delete", with("X-A: a\x7f\r\n"), HeadFault::kControlCharacter},
    {"bare_lf", with("X-A: a\nX-B: b\r\n"), HeadFault::kFieldLine},
    {"bare_cr", with("X-A: a\rX-B: b\r\n"), HeadFault::kFieldLine},
    {"no_colon", with("X-A\r\n"), HeadFault::kFieldLine},
    {"no_name", with(": a\r\n"), HeadFault::kFieldLine},
    {"name_with_space", with("X A: a\r\n"), HeadFault::kFieldLine},
    {"name_not_ascii", with("X-\xc3\xab: a\r\n"), HeadFault::kFieldLine},
    // Request line.
    {"target_absolute", line("GET http://t/ HTTP/1.1"), HeadFault::kTarget},
    {"target_authority", line("CONNECT t:443 HTTP/1.1"), HeadFault::kTarget},
    {"target_star", line("GET * HTTP/1.1"), HeadFault::kTarget},
    {"target_relative", line("GET a HTTP/1.1"), HeadFault::kTarget},
    {"target_fragment", line("GET /a#b HTTP/1.1"), HeadFault::kTarget},
    {"target_space", line("GET /a b HTTP/1.1"), HeadFault::kTarget},
    {"target_tab", line("GET /a\tb HTTP/1.1"), HeadFault::kTarget},
    {"target_nul", line("GET /a\0b HTTP/1.1"s), HeadFault::kTarget},
    {"target_not_ascii", line("GET /\xc3\xab HTTP/1.1"), HeadFault::kTarget},
    {"two_spaces", line("GET  / HTTP/1.1"), HeadFault::kTarget},
    {"http09", line("GET /"), HeadFault::kRequestLine},
    {"method", line("G(T / HTTP/1.1"), HeadFault::kRequestLine},
    {"space_first", line(" GET / HTTP/1.1"), HeadFault::kRequestLine},
    {"request_line_lf", "GET / HTTP/1.1\nHost: t\r\n\r\n", HeadFault::kRequestLine},
    {"version_2", line("GET / HTTP/2.0"), HeadFault::kVersion},
    {"version_12", line("GET / HTTP/1.2"), HeadFault::kVersion},
    {"version_lower", line("GET / http/1.1"), HeadFault::kRequestLine},
};

class HeaderGate : public ::testing::TestWithParam<Case> {};

TEST_P(HeaderGate, Judges) { EXPECT_EQ(check_head(GetParam().head), GetParam().fault) << GetParam().head; }

INSTANTIATE_TEST_SUITE_P(Table, HeaderGate, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST(HeaderGateBounds, CountsFields) {
  std::string lines;
  for (std::size_t i = 1; i < kMaxFields; ++i) lines += "X: y\r\n";
  EXPECT_EQ(check_head(with(lines)), std::nullopt);  // with the Host, exactly the limit
  EXPECT_EQ(check_head(with(lines + "X: y\r\n")), HeadFault::kTooManyFields);
  EXPECT_EQ(status_of(HeadFault::kTooManyFields), 431U);
  EXPECT_EQ(status_of(HeadFault::kVersion), 505U);
  EXPECT_EQ(status_of(HeadFault::kHost), 400U);
}

// Heads made of the pieces that matter, in any combination: whatever passes the gate, the parser behind it must read
// alike, or the two would disagree about where the request ends.
RC_GTEST_PROP(HeaderGateProperty, WhatPassesIsReadAlikeByTheParser, ()) {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{"Transfer-Encoding: chunked\r\n",
                                                                 "Transfer-Encoding: identity\r\n",
                                                                 "Content-Length: 3\r\n",
                                                                 "Content-Length: 0\r\n",
                                                                 "Content-Length: ",
                                                                 "Transfer-Encoding:",
                                                                 "3, 3",
                                                                 "chunked",
                                                                 "\r\n",
                                                                 "X: y\r\n",
                                                                 "X:\r\n",
                                                                 "X: \"a, b\"\r\n",
                                                                 "Host: u\r\n",
                                                                 "\r",
                                                                 "\n",
                                                                 " ",
                                                                 "\t",
                                                                 "\x0b",
                                                                 ":",
                                                                 ",",
                                                                 "+",
                                                                 "\xff",
                                                                 "Connection: close\r\n",
                                                                 "Connection: ,,\r\n",
                                                                 "Upgrade: h2c\r\n"});
  const auto pieces = *rc::gen::resize(6, rc::gen::container<std::vector<std::string>>(piece));
  std::string head = "POST / HTTP/1.1\r\nHost: t\r\n";
  for (const auto& text : pieces) head += text;
  head += "\r\n\r\n";
  head.resize(head.find("\r\n\r\n") + 4);
  RequestReader reader{head.size()};
  const auto step = reader.read_head(head);
  if (check_head(head)) {
    RC_ASSERT(step == RequestReader::Step::kRefused);
    return;
  }
  const bool parsed = step == RequestReader::Step::kDone;
  RC_CLASSIFY(parsed);
  if (!parsed) return;  // The parser may be stricter yet.
  RC_ASSERT(reader.head_size() == head.size());
  const auto& headers = reader.request().headers;
  const auto length = headers.find("Content-Length");
  const bool expects_body =
      headers.count("Transfer-Encoding") == 1 || (length && length->find_first_not_of('0') != std::string_view::npos);
  RC_ASSERT(reader.has_body() == expects_body);
}

}  // namespace
}  // namespace http
