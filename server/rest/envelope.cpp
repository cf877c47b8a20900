#include "rest/envelope.hpp"

#include "base/iso_time.hpp"

#include <boost/json/serialize.hpp>
#include <string>

namespace callroom::rest {
namespace {

namespace json = boost::json;

http::Response json_response(unsigned status, const http::Headers& headers, const json::object& body) {
  http::Response response{.status = status, .headers = headers, .body = json::serialize(body)};
  response.headers.set("Content-Type", "application/json; charset=utf-8");
  return response;
}

}  // namespace

http::Response to_response(const Reply& reply, std::string_view request_id, base::WallTime now) {
  if (const auto* success = std::get_if<Success>(&reply)) {
    return json_response(success->status, success->headers, {{"success", true}, {"data", success->data}});
  }
  if (const auto* failure = std::get_if<Failure>(&reply)) {
    const json::object error{{"code", failure->code},
                             {"message", failure->message},
                             {"details", failure->details},
                             {"timestamp", base::to_iso(now)},
                             {"requestId", request_id}};
    return json_response(failure->status, failure->headers, {{"success", false}, {"error", error}});
  }
  if (const auto* bytes = std::get_if<Bytes>(&reply)) {
    http::Response response{.status = 200, .headers = {}, .body = bytes->body};
    response.headers.set("Content-Type", "application/octet-stream");
    return response;
  }
  if (const auto* file = std::get_if<File>(&reply)) {
    http::Response response{.status = 200, .headers = {}, .body = file->body};
    response.headers.set("Content-Type", std::string{file->media_type});
    response.headers.set("Content-Disposition", "attachment; filename=\"" + file->name + "\"");
    return response;
  }
  return http::Response{.status = 204, .headers = std::get<NoContent>(reply).headers, .body = std::string{}};
}

unsigned status_of(const Reply& reply) noexcept {
  if (const auto* success = std::get_if<Success>(&reply)) return success->status;
  if (const auto* failure = std::get_if<Failure>(&reply)) return failure->status;
  return std::holds_alternative<NoContent>(reply) ? 204 : 200;
}

std::string_view code_of(const Reply& reply) noexcept {
  const auto* failure = std::get_if<Failure>(&reply);
  return failure == nullptr ? std::string_view{} : failure->code;
}

}  // namespace callroom::rest
