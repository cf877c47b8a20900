#pragma once

#include "app/ports/ice_servers.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace callroom::ice {

/// How the browsers find each other. Either `turn_secret`, or `turn_username` with `turn_password`, or no TURN.
struct Options {
  std::vector<std::string> stun_urls;
  std::vector<std::string> turn_urls;
  /// The same credentials for everybody; for relays that know no shared secret.
  std::string turn_username;
  base::Secret turn_password;
  /// Shared with the relay (coturn: use-auth-secret, static-auth-secret): every user gets credentials of their own,
  /// which end by themselves.
  base::Secret turn_secret;
  /// The relay asks for valid credentials whenever an allocation is made, so also when a network changes late in a
  /// call: they must outlive the join window (2 h 15 min) and a call that runs past it.
  base::Millis credential_ttl = base::Minutes{4 * 60};
  std::string transport_policy = "all";  ///< Or "relay".
};

/// A TURN user name and its password.
struct TurnCredentials {
  std::string username;
  base::Secret credential;
};

/// draft-uberti-behave-turn-rest-00, section 2.2: user "<expiry, Unix seconds>:<user id>", password
/// base64(HMAC-SHA1(secret, user)). SHA-1 is the scheme's, and as a MAC unbroken.
[[nodiscard]] TurnCredentials mint_turn_credentials(const base::Secret& secret, std::string_view user_id,
                                                    base::WallTime expires);

class IceServers final : public app::IceServers {
 public:
  /// Throws std::invalid_argument when there are TURN URLs without any credentials, or policy "relay" without TURN
  /// URLs. `clock` outlives it.
  IceServers(Options options, const base::Clock& clock);

  /// Thread-safe; never blocks.
  [[nodiscard]] app::IceConfiguration for_user(const domain::UserId& user) const override;

 private:
  Options options_;
  const base::Clock& clock_;
};

}  // namespace callroom::ice
