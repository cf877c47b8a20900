#pragma once

#include "http/message.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace callroom::rest {

/// {"success":true,"data":{…}}
struct Success {
  unsigned status = 200;
  boost::json::object data;
  http::Headers headers = {};
};

/// {"success":false,"error":{"code","message","details","timestamp","requestId"}}; made by errors.hpp.
struct Failure {
  unsigned status = 500;
  std::string_view code;  ///< A constant of the contract's list.
  std::string message;    ///< For a person; holds nothing internal.
  boost::json::value details = nullptr;
  http::Headers headers = {};
};

/// 200 with bytes that are no JSON (application/octet-stream), outside the envelope.
struct Bytes {
  std::string body;
};

/// 200 with something to be kept as a file, outside the envelope.
struct File {
  std::string_view media_type;  ///< A constant.
  std::string name;             ///< Suggested to who saves it; letters, digits, '-' and '.' only.
  std::string body;
};

/// 204: the answer to OPTIONS.
struct NoContent {
  http::Headers headers = {};
};

using Reply = std::variant<Success, Failure, Bytes, File, NoContent>;

}  // namespace callroom::rest
