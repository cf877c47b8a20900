#include "store/transfer/position.hpp"

#include "app/ports/store.hpp"

#include <boost/json.hpp>

namespace callroom::store::transfer {

namespace json = boost::json;

std::string write_position(const Record& key) {
  json::array values;
  for (const auto& value : key) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      values.emplace_back(*number);
    } else {
      values.push_back(json::value(std::get<std::string>(value)));
    }
  }
  return json::serialize(values);
}

Record read_position(const Form& form, const std::string& text) {
  boost::system::error_code error;
  const auto values = json::parse(text, error);
  Record key;
  if (!error && values.is_array()) {
    for (const auto& value : values.get_array()) {
      if (value.is_int64()) {
        key.emplace_back(value.get_int64());
      } else if (value.is_string()) {
        key.emplace_back(std::string{value.get_string()});
      }
    }
  }
  if (key.size() == form.keys) return key;
  throw app::StoreUnavailable("the transfer's position in " + std::string{form.table} + " is unreadable");
}

}  // namespace callroom::store::transfer
