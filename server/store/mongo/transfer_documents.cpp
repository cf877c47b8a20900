#include "store/mongo/transfer_documents.hpp"

#include "store/audit_form.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/metrics_documents.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace callroom::store::mongo {
namespace {

namespace json = boost::json;
using transfer::Field;
using transfer::Form;
using transfer::Kind;
using transfer::Record;
using transfer::Refused;
using transfer::Value;

bool is(const Form& form, const char* table) { return std::strcmp(form.table, table) == 0; }

/// Is the first field the document's `_id`?
bool is_named_by_first(const Form& form) {
  return form.keys == 1 && !is(form, "videocallauditlogs") && !is(form, "auditchain") &&
         !is(form, "videocallmetricsposition");
}

/// What the document calls the field.
const char* key_in(const Form& form, std::size_t i) {
  if (i == 0 && is_named_by_first(form)) return "_id";
  return is(form, "videocallauditlogs") && std::strcmp(form.fields[i].name, "id") == 0 ? "_id" : form.fields[i].name;
}

const std::string& text_at(const Record& record, std::size_t i) { return std::get<std::string>(record.at(i)); }
std::int64_t number_at(const Record& record, std::size_t i) { return std::get<std::int64_t>(record.at(i)); }

std::string metrics_id(const Record& record) {
  const auto period = domain::parse_metrics_period(text_at(record, 0));
  if (!period) throw Refused("metrics of the unknown period '" + text_at(record, 0) + "'");
  return bucket_id({*period, base::WallTime{base::Millis{number_at(record, 1)}}});
}

// ---- reading

std::string cells_text(View view, const char* key) {
  json::array cells;
  for (const auto& cell : documents_in(view, key))
    cells.push_back(json::array{cell.view().integer("cell").value_or(0), cell.view().integer("count").value_or(0)});
  return json::serialize(cells);
}

std::string counts_text(View view, const char* key) {
  json::object counts;
  for (const auto& one : documents_in(view, key))
    counts[one.view().text("code").value_or("")] = one.view().integer("count").value_or(0);
  return json::serialize(counts);
}

std::string users_text(View view, const char* key) {
  json::array users;
  for (const auto& one : documents_in(view, key)) {
    if (const auto id = one.view().object_id("userId")) users.push_back(json::value(id->str()));
  }
  return json::serialize(users);
}

template <class T>
Value value_of(std::optional<T> found) {
  return found ? Value{*std::move(found)} : Value{};
}

Value read_value(View view, const char* key, Kind kind) {
  switch (kind) {
    case Kind::kId: {
      const auto id = view.object_id(key);
      return id ? Value{id->str()} : Value{};
    }
    case Kind::kText:
    case Kind::kFact:
      return value_of(view.text(key));
    case Kind::kTime: {
      const auto time = view.time(key);
      return time ? Value{std::int64_t{time->time_since_epoch().count()}} : Value{};
    }
    case Kind::kInteger:
      return value_of(view.integer(key));
    case Kind::kReal:
      return value_of(view.real(key));
    case Kind::kAverage: {
      const auto average = view.real(key).value_or(0);
      return average == 0 ? Value{} : Value{average};
    }
    case Kind::kBoolean: {
      const auto truth = view.boolean(key);
      return truth ? Value{std::int64_t{*truth ? 1 : 0}} : Value{};
    }
    case Kind::kMetadata:
      return stored_audit(view).metadata;
    case Kind::kCells:
      return cells_text(view, key);
    case Kind::kCounts:
      return counts_text(view, key);
    case Kind::kUserIds:
      return users_text(view, key);
  }
  return {};
}

struct Instead {
  const Record& before;

  std::optional<Value> operator()(transfer::Absent) const { return Value{}; }
  std::optional<Value> operator()(transfer::Required) const { return std::nullopt; }
  std::optional<Value> operator()(transfer::TimeOfId) const {
    constexpr std::size_t kTimeDigits = 8;
    constexpr std::int64_t kMillis = 1000;
    constexpr int kHex = 16;
    return Value{kMillis * std::stoll(text_at(before, 0).substr(0, kTimeDigits), nullptr, kHex)};
  }
  std::optional<Value> operator()(transfer::AsBefore) const { return before.back(); }
  std::optional<Value> operator()(std::int64_t value) const { return Value{value}; }
  std::optional<Value> operator()(const std::string& value) const { return Value{value}; }
};

std::string shown_id(View view) {
  if (const auto id = view.object_id("_id")) return id->str();
  return view.text("_id").value_or("without an id that can be read");
}

/// What every document may have beside its form's fields: our bookkeeping, and what follows from the fields.
bool follows(const std::string& key) {
  constexpr std::array<std::string_view, 6> kOurs{"_id", kLastCommit, "commitStamp", "levelSeconds", "__v", kLiveScope};
  return std::find(kOurs.begin(), kOurs.end(), key) != kOurs.end();
}

void count_others(const Form& form, View view, transfer::LeftOut& left_out) {
  for (const auto& key : view.keys()) {
    bool known = follows(key);
    for (std::size_t i = 0; i < form.fields.size(); ++i) known = known || key == key_in(form, i);
    if (!known) ++left_out[std::string{form.collection} + "." + key];
  }
}

// ---- writing

json::value parsed(const std::string& text) {
  json::parse_options any_bytes;
  any_bytes.allow_invalid_utf8 = true;
  boost::system::error_code error;
  auto value = json::parse(text, error, {}, any_bytes);
  if (error) throw Refused("metrics that are unreadable: " + text);
  return value;
}

std::vector<Document> cells_of(const std::string& text) {
  std::vector<Document> cells;
  const auto list = parsed(text);
  for (const auto& cell : list.as_array()) {
    cells.push_back(Document{}
                        .integer("cell", cell.at(0).to_number<std::int64_t>())
                        .integer("count", cell.at(1).to_number<std::int64_t>()));
  }
  return cells;
}

std::vector<Document> counts_of(const std::string& text) {
  std::vector<Document> counts;
  const auto all = parsed(text);
  for (const auto& [code, count] : all.as_object()) {
    counts.push_back(
        Document{}.text("code", std::string_view{code}).integer("count", count.to_number<std::int64_t>()));
  }
  return counts;
}

std::vector<Document> users_of(const std::string& text) {
  std::vector<Document> users;
  const auto all = parsed(text);
  for (const auto& user : all.as_array()) users.push_back(Document{}.id("userId", std::string{user.as_string()}));
  return users;
}

void append(Document& made, const char* key, Kind kind, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) {
    if (kind == Kind::kAverage) made.real(key, 0);
    return;
  }
  const auto number = [&] { return std::get<std::int64_t>(value); };
  const auto text = [&]() -> const std::string& { return std::get<std::string>(value); };
  switch (kind) {
    case Kind::kId:
      if (!base::ObjectId::parse(text())) throw Refused("'" + text() + "' is no id that MongoDB could hold");
      made.id(key, text());
      return;
    case Kind::kText:
      made.text(key, text());
      return;
    case Kind::kFact:
      if (!text().empty()) made.text(key, text());
      return;
    case Kind::kTime:
      made.time(key, base::WallTime{base::Millis{number()}});
      return;
    case Kind::kInteger:
      made.integer(key, number());
      return;
    case Kind::kReal:
    case Kind::kAverage:
      made.real(key, std::get<double>(value));
      return;
    case Kind::kBoolean:
      made.boolean(key, number() != 0);
      return;
    case Kind::kMetadata:
      append_metadata_text(made, text());
      return;
    case Kind::kCells:
      made.array(key, cells_of(text()));
      return;
    case Kind::kCounts:
      made.array(key, counts_of(text()));
      return;
    case Kind::kUserIds:
      made.array(key, users_of(text()));
      return;
  }
}

void append_level_seconds(Document& made) {
  const auto view = made.view();
  const auto product = static_cast<double>(view.integer("level").value_or(0)) * view.real("seconds").value_or(0);
  made.real("levelSeconds", product);
}

}  // namespace

Document id_document(const Form& form, const Record& key) {
  Document id;
  if (is(form, "auditchain")) return id.text("_id", "head");
  if (is(form, "videocallmetricsposition")) return id.text("_id", "position");
  if (is(form, "videocallmetrics")) return id.id("_id", metrics_id(key));
  if (is(form, "videocallratings")) return id.text("_id", text_at(key, 0) + ":" + text_at(key, 1));
  if (is(form, "videocallquality")) {
    return id.text("_id", text_at(key, 0) + ":" + text_at(key, 1) + ":" + std::to_string(number_at(key, 2)));
  }
  append(id, "_id", form.fields[0].kind, key.at(0));
  return id;
}

Document make_document(const Form& form, const Record& record) {
  Document made;
  if (is(form, "videocallauditlogs")) {
    append(made, "_id", Kind::kId, record.at(1));
  } else {
    made = id_document(form, record);
  }
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const auto* key = key_in(form, i);
    if (std::strcmp(key, "_id") != 0) append(made, key, form.fields[i].kind, record[i]);
  }
  if (is(form, "videocallquality")) append_level_seconds(made);
  if (is(form, "callroomkeys") && !made.view().has("erasedAt")) made.text(kLiveScope, text_at(record, 1));
  return made;
}

Record read_document(const Form& form, View view, transfer::LeftOut& left_out) {
  Record record;
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const auto& field = form.fields[i];
    const auto* key = key_in(form, i);
    auto value = read_value(view, key, field.kind);
    if (std::holds_alternative<std::monostate>(value)) {
      const bool unreadable = view.has(key) && field.kind != Kind::kAverage;
      auto instead = std::visit(Instead{record}, field.missing);
      if (unreadable || !instead) {
        throw Refused(std::string{form.collection} + " " + shown_id(view) + ": " + key + " is " +
                      (unreadable ? "of a type that nobody understands" : "missing"));
      }
      value = *std::move(instead);
    }
    record.push_back(std::move(value));
  }
  drop_repeated_key(form, record);
  count_others(form, view, left_out);
  return record;
}

}  // namespace callroom::store::mongo
