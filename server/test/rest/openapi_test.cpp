#include "rest/endpoints.hpp"
#include "rest/key_page.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <fstream>
#include <set>
#include <string>

namespace callroom::rest {
namespace {

/// The operations of an OpenAPI document as "GET /users/{id}": its `paths:` block has paths two spaces in and methods
/// four. Reading just that needs no YAML library; a file written in any other way gives an empty set, and fails.
std::set<std::string> documented(const std::string& file) {
  std::ifstream in{file};
  std::set<std::string> operations;
  std::string line, path;
  bool inside = false;
  while (std::getline(in, line)) {
    if (!line.empty() && line[0] != ' ' && line[0] != '#') inside = line == "paths:";
    if (!inside) continue;
    if (line.starts_with("  /") && line.ends_with(":")) path = line.substr(2, line.size() - 3);
    for (const std::string method : {"get", "post", "patch", "put", "delete"}) {
      if (line == "    " + method + ":") {
        std::string name = method;
        std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
        operations.insert(name + ' ' + path);
      }
    }
  }
  return operations;
}

/// ":id" is "{id}" there.
std::string as_documented(std::string_view pattern) {
  std::string path{pattern};
  if (const auto colon = path.find(':'); colon != std::string::npos) path.replace(colon, 1, "{") += '}';
  return path;
}

TEST(OpenApi, SaysWhatTheTableSays) {
  std::set<std::string> served{"GET /healthz", "GET /readyz", "GET /version", "GET /metrics",  // ops
                               "GET " + std::string{kKeyPagePath}};
  for (const auto& endpoint : endpoints()) {
    served.insert(std::string{endpoint.method} + ' ' + as_documented(endpoint.pattern));
  }
  EXPECT_EQ(documented(CALLROOM_OPENAPI), served);
}

TEST(OpenApi, NamesEveryCodeOfEveryError) {
  std::ifstream in{CALLROOM_OPENAPI};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  for (const std::string code : {"INVALID_SESSION_ID",
                                 "INVALID_USER_ID",
                                 "INVALID_BODY",
                                 "INVALID_QUERY",
                                 "UNAUTHENTICATED",
                                 "TOKEN_EXPIRED",
                                 "INVALID_CREDENTIALS",
                                 "FORBIDDEN",
                                 "NOT_A_PARTICIPANT",
                                 "NOT_FOUND",
                                 "SESSION_NOT_FOUND",
                                 "USER_NOT_FOUND",
                                 "METHOD_NOT_ALLOWED",
                                 "EMAIL_TAKEN",
                                 "CONFLICT",
                                 "PAYLOAD_TOO_LARGE",
                                 "UNSUPPORTED_MEDIA_TYPE",
                                 "SESSION_CANCELLED",
                                 "SESSION_DECLINED",
                                 "SESSION_COMPLETED",
                                 "SESSION_NOT_CONFIRMED",
                                 "PAYMENT_PENDING",
                                 "PAYMENT_FAILED",
                                 "PAYMENT_REFUNDED",
                                 "TOO_EARLY",
                                 "TOO_LATE",
                                 "CALL_NOT_STARTED",
                                 "CALL_ENDED",
                                 "CALL_NOT_ENDED",
                                 "TOO_MANY_SAMPLES",
                                 "CLIENT_NOT_FOUND",
                                 "PSYCHOLOGIST_NOT_FOUND",
                                 "ILLEGAL_STATUS_MOVE",
                                 "RATE_LIMITED",
                                 "INTERNAL",
                                 "UNAVAILABLE"}) {
    EXPECT_NE(text.find("- " + code), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace callroom::rest
