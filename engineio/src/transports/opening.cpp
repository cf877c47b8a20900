#include "transports/opening.hpp"

#include "base/base64.hpp"

#include <openssl/evp.h>
#include <array>
#include <memory>
#include <stdexcept>

namespace engineio::transports {
namespace {

constexpr std::string_view kKey = "Sec-WebSocket-Key";
constexpr std::string_view kVersion = "Sec-WebSocket-Version";
constexpr std::string_view kOurVersion = "13";
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, section 1.3
constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kKeyText = 24;  // with its padding
constexpr std::size_t kSha1Bytes = 20;

struct DigestFree {
  void operator()(EVP_MD* digest) const noexcept { EVP_MD_free(digest); }
};

}  // namespace

Opening check_opening(const http::Request& request) {
  if (request.headers.count(kVersion) != 1 || request.headers.find(kVersion) != kOurVersion) return Opening::kBadVersion;
  if (request.headers.count(kKey) != 1) return Opening::kMalformed;
  const std::string_view text = *request.headers.find(kKey);
  const auto key = base::base64_decode(text);
  return text.size() == kKeyText && key && key->size() == kKeyBytes ? Opening::kGood : Opening::kMalformed;
}

http::Response wrong_version_response() {
  http::Response response;
  response.status = 426;
  response.headers.add(std::string{kVersion}, std::string{kOurVersion});
  response.headers.add("Upgrade", "websocket");
  response.headers.add("Content-Type", "text/plain; charset=UTF-8");
  response.body = "WebSocket version 13 only";
  return response;
}

std::string accept_key(std::string_view key) {
  // Looked up once: it takes OpenSSL longer than the digest itself.
  static const std::unique_ptr<EVP_MD, DigestFree> kSha1{EVP_MD_fetch(nullptr, "SHA1", nullptr)};
  const std::string text = std::string{key}.append(kGuid);
  std::array<unsigned char, kSha1Bytes> digest{};
  if (!kSha1 || EVP_Digest(text.data(), text.size(), digest.data(), nullptr, kSha1.get(), nullptr) != 1) {
    throw std::runtime_error{"OpenSSL has no SHA-1"};
  }
  return base::base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string switching_protocols(const http::Request& request) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
         accept_key(*request.headers.find(kKey)) + "\r\n\r\n";
}

}  // namespace engineio::transports
