#include "api_fixture.hpp"

#include "app/ports/store.hpp"

#include <boost/json/parse.hpp>
#include <cctype>

namespace callroom::rest::test {

Options roomy() {
  Options options;
  options.login.requests = 10'000;
  options.video_calls.requests = 10'000;
  options.probes.requests = 10'000;
  return options;
}

std::string Answer::code() const {
  const auto* error = json.is_object() ? json.as_object().if_contains("error") : nullptr;
  return error == nullptr ? "(no error)" : std::string{error->as_object().at("code").as_string()};
}

const boost::json::value& Answer::data(std::string_view key) const {
  return json.as_object().at("data").as_object().at({key.data(), key.size()});
}

ApiTest::ApiTest(Options options)
    : client(add_user("Clara", domain::Role::kClient)),
      psychologist(add_user("Paul", domain::Role::kPsychologist)),
      admin(add_user("Ada", domain::Role::kAdmin)),
      stranger(add_user("Stan", domain::Role::kClient)),
      session(add_session([](domain::Session&) {})) {
  configure(std::move(options));
}

ApiTest::~ApiTest() {
  workers.stop();
  password_workers.stop();
}

void ApiTest::configure(Options options) {
  api = std::make_unique<Api>(Services{.env = env,
                                       .verifier = tokens,
                                       .issuer = &tokens,
                                       .passwords = passwords,
                                       .ice = ice,
                                       .notifier = notifier,
                                       .directory = directory,
                                       .signer = signer,
                                       .log = log,
                                       .workers = workers,
                                       .password_workers = password_workers},
                              std::move(options));
}

domain::User ApiTest::add_user(const std::string& name, domain::Role role) {
  domain::User user{.id = domain::UserId::generate(clock.now()),
                    .name = name + " Private",
                    .email = std::string{domain::to_string(role)} + "-" + name + "@example.org",
                    .role = role,
                    .password_hash = passwords.hash(base::Secret{"correct horse"}),
                    .created_at = clock.now(),
                    .updated_at = clock.now()};
  for (auto& c : user.email) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  app::Commit commit;
  commit.new_users.push_back(user);
  EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  tokens.identities.emplace(
      name,
      app::Identity{.id = user.id, .role = role, .name = user.name, .expires_at = clock.now() + base::Minutes{60}});
  return user;
}

domain::SessionId ApiTest::add_session(const std::function<void(domain::Session&)>& change) {
  domain::Session booked{.id = domain::SessionId::generate(clock.now()),
                         .client_id = client.id,
                         .psychologist_id = psychologist.id,
                         .session_date = clock.now() + base::Minutes{5},
                         .type = domain::SessionType::kIndividual,
                         .status = domain::SessionStatus::kConfirmed,
                         .payment = domain::PaymentStatus::kPaid,
                         .meeting_link = std::nullopt,
                         .call_started = std::nullopt,
                         .call_ended = std::nullopt,
                         .recording_url = std::nullopt,
                         .last_accessed = std::nullopt,
                         .created_at = clock.now(),
                         .updated_at = clock.now()};
  change(booked);
  app::Commit commit;
  commit.new_sessions.push_back(booked);
  EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  return booked.id;
}

http::Request ApiTest::make(std::string_view method, std::string_view target, std::string_view token, std::string body,
                            const Fields& headers) {
  http::Request request;
  request.method = method;
  request.target = target;
  const auto mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  request.headers.add("Host", "call.example.org");
  if (!token.empty()) request.headers.add("x-auth-token", std::string{token});
  if (!body.empty()) request.headers.add("Content-Type", "application/json");
  for (const auto& [name, value] : headers) request.headers.set(name, value);
  request.body = std::move(body);
  request.remote_address = "192.0.2.7";
  return request;
}

Answer ApiTest::ask(std::string_view method, std::string_view target, std::string_view token, std::string body,
                    const Fields& headers) {
  return ask(make(method, target, token, std::move(body), headers));
}

Answer ApiTest::ask(http::Request request) {
  auto exchange = std::make_shared<FakeExchange>(std::move(request));
  api->handle(exchange);
  const auto response = exchange->wait();
  if (!response) {
    ADD_FAILURE() << "no answer";
    return {};
  }
  Answer answer{.status = response->status, .headers = response->headers, .body = {}, .json = {}};
  if (const auto* text = std::get_if<std::string>(&response->body)) answer.body = *text;
  boost::system::error_code not_json;
  answer.json = boost::json::parse(answer.body, not_json);
  return answer;
}

}  // namespace callroom::rest::test
