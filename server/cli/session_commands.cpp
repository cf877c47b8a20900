#include "app/bookings.hpp"
#include "cli/records.hpp"
#include "rest/json_write.hpp"

#include <boost/json/array.hpp>
#include <memory>

namespace callroom::cli {
namespace {

constexpr auto kStatuses = "Pending, Confirmed, In Progress, Completed, Cancelled, Declined";
constexpr auto kTypes = "Individual, Group, Assessment";
constexpr auto kPayments = "Pending, Completed, Failed, Refunded, Confirmed, Paid, Verified";

struct AddOptions {
  std::string client;
  std::string psychologist;
  std::string date = "now";
  std::string type = "Individual";
  std::string status = "Confirmed";
  std::string payment = "Completed";
};

struct SetOptions {
  std::string id;
  std::string date;
  std::string type;
  std::string status;
  std::string payment;
};

domain::SessionStatus status_of(const std::string& text) {
  return parse_or_fail<domain::SessionStatus>(text, domain::parse_session_status, "status", kStatuses);
}
domain::SessionType type_of(const std::string& text) {
  return parse_or_fail<domain::SessionType>(text, domain::parse_session_type, "type", kTypes);
}
domain::PaymentStatus payment_of(const std::string& text) {
  return parse_or_fail<domain::PaymentStatus>(text, domain::parse_payment_status, "payment status", kPayments);
}

void print_session(const Globals& globals, const base::Result<domain::Session, app::BookingError>& session) {
  if (!session) throw CommandFailed("nothing was changed: " + std::string(app::to_string(session.error())));
  globals.print(session_line(*session), rest::session_json(*session));
}

void add(const Globals& globals, const AddOptions& options) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  print_session(globals,
                app::create_session(records.env(), {.client_id = records.find_user(options.client).id,
                                                    .psychologist_id = records.find_user(options.psychologist).id,
                                                    .session_date = parse_when(options.date, records.now()),
                                                    .type = type_of(options.type),
                                                    .status = status_of(options.status),
                                                    .payment = payment_of(options.payment)}));
}

void set(const Globals& globals, const SetOptions& options) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  app::SessionChange change;
  if (!options.date.empty()) change.session_date = parse_when(options.date, records.now());
  if (!options.type.empty()) change.type = type_of(options.type);
  if (!options.status.empty()) change.status = status_of(options.status);
  if (!options.payment.empty()) change.payment = payment_of(options.payment);
  print_session(globals, app::change_session(records.env(), records.find_session(options.id).id, change));
}

void list(const Globals& globals, const std::string& status) {
  const auto loaded = globals.load(config::Purpose::kRecords);
  const Records records(loaded.config);
  app::SessionFilter filter;
  if (!status.empty()) filter.status = status_of(status);
  std::string text;
  boost::json::array rows;
  app::PageRequest page;
  do {
    auto sessions = records.store().sessions(filter, page);
    for (const auto& session : sessions.items) {
      text += session_line(session) + "\n";
      rows.push_back(rest::session_json(session));
    }
    page.cursor = std::move(sessions.next);
  } while (page.cursor);
  globals.print(text, rows);
}

}  // namespace

void add_session_commands(CLI::App& app, Globals& globals) {
  auto* session = app.add_subcommand("session", "Booked appointments");
  session->require_subcommand(1);

  const auto added = std::make_shared<AddOptions>();
  auto* add_session = session->add_subcommand("add", "Books a session and prints it");
  add_session->add_option("--client", added->client, "Id or e-mail address")->required();
  add_session->add_option("--psychologist", added->psychologist, "Id or e-mail address")->required();
  add_session->add_option("--date", added->date, "now, +90m, -2h or an ISO-8601 date-time")->capture_default_str();
  add_session->add_option("--type", added->type, kTypes)->capture_default_str();
  add_session->add_option("--status", added->status, kStatuses)->capture_default_str();
  add_session->add_option("--payment", added->payment, kPayments)->capture_default_str();
  add_setting(*add_session, globals, "--data-dir", "server.data_dir", "Where the database is");
  add_session->callback([&globals, added] { add(globals, *added); });

  const auto status = std::make_shared<std::string>();
  auto* list_sessions = session->add_subcommand("list", "Lists sessions by date");
  list_sessions->add_option("--status", *status, kStatuses);
  add_setting(*list_sessions, globals, "--data-dir", "server.data_dir", "Where the database is");
  list_sessions->callback([&globals, status] { list(globals, *status); });

  const auto changed = std::make_shared<SetOptions>();
  auto* set_session = session->add_subcommand("set", "Changes a session and prints it");
  set_session->add_option("id", changed->id, "The session's id")->required();
  set_session->add_option("--date", changed->date, "now, +90m, -2h or an ISO-8601 date-time");
  set_session->add_option("--type", changed->type, kTypes);
  set_session->add_option("--status", changed->status, kStatuses);
  set_session->add_option("--payment", changed->payment, kPayments);
  add_setting(*set_session, globals, "--data-dir", "server.data_dir", "Where the database is");
  set_session->callback([&globals, changed] { set(globals, *changed); });
}

}  // namespace callroom::cli
