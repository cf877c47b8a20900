#include "ice/ice_servers.hpp"

#include "base/base64.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <array>
#include <chrono>
#include <stdexcept>

namespace callroom::ice {
namespace {

std::string hmac_sha1(const std::string& key, const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), mac.data(), &size) == nullptr) {
    throw std::runtime_error{"OpenSSL: HMAC-SHA1 failed"};
  }
  return {reinterpret_cast<const char*>(mac.data()), size};
}

}  // namespace

TurnCredentials mint_turn_credentials(const base::Secret& secret, std::string_view user_id, base::WallTime expires) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count();
  auto username = fmt::format("{}:{}", seconds, user_id);
  auto credential = base::base64_encode(hmac_sha1(secret.reveal(), username));
  return {std::move(username), base::Secret{std::move(credential)}};
}

IceServers::IceServers(Options options, const base::Clock& clock) : options_(std::move(options)), clock_(clock) {
  if (!options_.turn_urls.empty() && options_.turn_secret.empty() &&
      (options_.turn_username.empty() || options_.turn_password.empty())) {
    throw std::invalid_argument{"TURN servers without credentials"};
  }
  if (options_.transport_policy == "relay" && options_.turn_urls.empty()) {
    throw std::invalid_argument{"transport policy \"relay\" without TURN servers"};
  }
}

app::IceConfiguration IceServers::for_user(const domain::UserId& user) const {
  app::IceConfiguration configuration;
  configuration.transport_policy = options_.transport_policy;
  if (!options_.stun_urls.empty()) configuration.servers.push_back({options_.stun_urls, "", {}});
  if (options_.turn_urls.empty()) return configuration;
  auto credentials = options_.turn_secret.empty() ? TurnCredentials{options_.turn_username, options_.turn_password}
                                                  : mint_turn_credentials(options_.turn_secret, user.str(),
                                                                          clock_.now() + options_.credential_ttl);
  configuration.servers.push_back(
      {options_.turn_urls, std::move(credentials.username), std::move(credentials.credential)});
  return configuration;
}

}  // namespace callroom::ice
