#pragma once

#include "app/context.hpp"
#include "app/ports/call_directory.hpp"
#include "app/ports/call_notifier.hpp"
#include "app/ports/ice_servers.hpp"
#include "app/ports/log.hpp"
#include "app/ports/meter.hpp"
#include "app/ports/passwords.hpp"
#include "app/ports/signer.hpp"
#include "app/ports/tokens.hpp"
#include "app/workers.hpp"
#include "http/static_files.hpp"

namespace callroom::rest {

/// What the handlers work with. Everything outlives the Api and is thread-safe.
struct Services {
  const app::Environment& env;
  const app::TokenVerifier& verifier;
  /// Null: this server makes no tokens (keys from a JWKS only), so POST /auth/login is not there.
  const app::TokenIssuer* issuer = nullptr;
  app::Passwords& passwords;
  const app::IceServers& ice;
  app::CallNotifier& notifier;
  app::CallDirectory& directory;
  app::Signer& signer;
  app::Log& log;
  /// For use cases that wait for the store.
  app::Workers& workers;
  /// For those that hash passwords: slow on purpose, so a flood of sign-ins must not hold up calls.
  app::Workers& password_workers;
  /// Everything outside /api (the web client's files); null: 404.
  const http::StaticFiles* site = nullptr;
  /// Told of every answer below /api; null: nobody is.
  app::Meter* meter = nullptr;
};

}  // namespace callroom::rest
