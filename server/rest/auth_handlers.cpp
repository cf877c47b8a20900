#include "app/bookings.hpp"
#include "base/iso_time.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_read.hpp"
#include "rest/json_write.hpp"

namespace callroom::rest {

Reply login(const Services& services, const Options& options, Context& context) {
  if (services.issuer == nullptr) return not_found();
  // No lower bound beyond "something": what is too short to be a password here is simply a wrong one.
  constexpr Length kPassword{1, 1024};
  BodyReader body{context.request().body};
  const auto email = body.email("email", Need::kRequired);
  const auto password = body.secret("password", kPassword, Need::kRequired);
  if (const auto error = body.finish()) return failure_of(*error);

  const auto user = app::sign_in(services.env, services.passwords, *email, *password);
  if (!user) return wrong_credentials();
  const auto issued = services.issuer->issue(*user, options.token_lifetime);
  return Success{.data = {{"token", issued.token.reveal()},
                          {"expiresAt", base::to_iso(issued.expires_at)},
                          {"user", user_json(*user)}}};
}

Reply who_am_i(const Services& services, const Options&, Context& context) {
  const auto& me = *context.identity;
  if (const auto user = services.env.store.user(me.id)) return Success{.data = user_json(*user)};
  // A token of an identity provider may name somebody we keep no record of: then the token is all there is to say.
  return Success{.data = {{"id", me.id.str()},
                          {"name", me.name},
                          {"email", nullptr},
                          {"role", domain::to_string(me.role)},
                          {"createdAt", nullptr},
                          {"updatedAt", nullptr}}};
}

}  // namespace callroom::rest
