#include "app/bookings.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_read.hpp"
#include "rest/json_write.hpp"
#include "rest/new_user.hpp"
#include "rest/query.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

constexpr Length kName{1, 200};
/// NIST SP 800-63B, section 5.1.1.2: at least 8, and long ones are welcome; the upper bound only keeps a megabyte out
/// of the hash.
constexpr Length kNewPassword{8, 1024};

}  // namespace

base::Result<app::NewUser, BodyError> read_new_user(std::string_view text) {
  BodyReader body{text};
  const auto name = body.text("name", kName, Need::kRequired);
  const auto email = body.email("email", Need::kRequired);
  const auto role = body.parsed<domain::Role>("role", domain::parse_role, Need::kRequired);
  const auto password = body.secret("password", kNewPassword, Need::kOptional);
  if (auto error = body.finish()) return *std::move(error);
  return app::NewUser{.name = *name, .email = *email, .role = *role, .password = password};
}

Reply create_user(const Services& services, const Options&, Context& context) {
  const auto wanted = read_new_user(context.request().body);
  if (!wanted) return failure_of(wanted.error());
  const auto user = app::create_user(services.env, services.passwords, *wanted);
  if (!user) return failure_of(user.error());
  return Success{.status = 201, .data = user_json(*user)};
}

Reply change_user(const Services& services, const Options&, Context& context) {
  const auto id = domain::UserId::parse(context.path_id);
  if (!id) return invalid_user_id();
  BodyReader body{context.request().body};
  const app::UserChange change{.name = body.text("name", kName, Need::kOptional),
                               .email = body.email("email", Need::kOptional),
                               .role = body.parsed<domain::Role>("role", domain::parse_role, Need::kOptional),
                               .password = body.secret("password", kNewPassword, Need::kOptional)};
  if (const auto error = body.finish()) return failure_of(*error);
  if (body.empty()) return failure_of(BodyError{BodyProblem::kNothingToChange, {}});

  const auto user = app::change_user(services.env, services.passwords, *id, change);
  if (!user) return failure_of(user.error());
  return Success{.data = user_json(*user)};
}

Reply list_users(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const auto wanted = query.page();
  if (query.wrong()) return invalid_query(*query.wrong());

  const auto page = services.env.store.users(wanted);
  boost::json::array users;
  for (const auto& user : page.items) users.push_back(user_json(user));
  return Success{.data = {{"users", std::move(users)}, {"nextCursor", optional_text(page.next)}}};
}

Reply get_user(const Services& services, const Options&, Context& context) {
  const auto id = domain::UserId::parse(context.path_id);
  if (!id) return invalid_user_id();
  const auto user = services.env.store.user(*id);
  if (!user) return failure_of(app::BookingError::kUserNotFound);
  return Success{.data = user_json(*user)};
}

}  // namespace callroom::rest
