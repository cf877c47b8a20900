// A connection's bytes, as several requests in a row, through head search, gate, parser and body framing. The first
// byte says in pieces of what size they arrive: however they are cut, the requests that come out must be the same.
#include "header_gate.hpp"
#include "request_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kMaxHeader = 4096;
constexpr std::uint64_t kMaxBody = 2048;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Reads what one request needs of `bytes`, offered `piece` at a time; 0 if it is refused or incomplete, else its
/// length.
std::size_t read_one(std::string_view bytes, std::size_t piece, std::string& seen) {
  using Step = http::RequestReader::Step;
  http::RequestReader reader{kMaxHeader};
  std::size_t offered = 0;
  auto step = Step::kNeedMore;
  while (step == Step::kNeedMore && offered < bytes.size()) {
    offered = std::min(bytes.size(), offered + piece);
    step = reader.read_head(bytes.substr(0, offered));
  }
  if (step == Step::kRefused) seen += "refused " + std::to_string(reader.refusal().status) + "\n";
  if (step != Step::kDone) return 0;
  require(reader.head_size() <= kMaxHeader);
  const auto& headers = reader.request().headers;
  require(headers.size() <= http::kMaxFields);
  require(headers.count("Transfer-Encoding") + headers.count("Content-Length") <= 1);
  require(headers.count("Host") == 1 || reader.is_http10());
  require(reader.request().path.starts_with('/') || reader.request().path.starts_with('*'));
  seen += reader.request().method + " " + reader.request().target + "\n";
  if (reader.limit_body(kMaxBody) == Step::kRefused) return 0;

  std::size_t at = reader.head_size();
  offered = std::max(offered, at);
  while (true) {
    std::size_t used = 0;
    const auto body = reader.read_body(bytes.substr(at, offered - at), used);
    require(used <= offered - at);
    at += used;
    if (body == Step::kDone) break;
    // Refusals may be worded by what had arrived; only that nothing comes out of them matters.
    if (body == Step::kRefused || offered == bytes.size()) return 0;
    offered = std::min(bytes.size(), offered + piece);
  }
  require(reader.request().body.size() <= kMaxBody);
  seen += reader.request().body + "\n";
  return at;
}

std::string read_all(std::string_view bytes, std::size_t piece) {
  std::string seen;
  while (const auto used = read_one(bytes, piece, seen)) bytes.remove_prefix(used);
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  require(read_all(bytes, std::max<std::size_t>(size, 1)) == read_all(bytes, 1 + data[0] % 64U));
  return 0;
}
