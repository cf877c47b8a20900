#pragma once

#include "base/secret.hpp"
#include "domain/ids.hpp"

#include <string>
#include <vector>

namespace callroom::app {

/// One RTCIceServer (W3C WebRTC 1.0, section 4.2.4).
struct IceServer {
  std::vector<std::string> urls;
  std::string username;     ///< Empty: none (STUN).
  base::Secret credential;  ///< Empty: none.
};
struct IceConfiguration {
  std::vector<IceServer> servers;
  std::string transport_policy;  ///< "all" or "relay"
};

class IceServers {
 public:
  virtual ~IceServers() = default;
  /// TURN credentials are minted for this user and end by themselves.
  [[nodiscard]] virtual IceConfiguration for_user(const domain::UserId& user) const = 0;
};

}  // namespace callroom::app
