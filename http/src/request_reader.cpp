#include "request_reader.hpp"

#include "header_gate.hpp"
#include "text.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>

namespace http {
namespace {

namespace beast = boost::beast;

constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::string to_string(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct RequestReader::Parser : beast::http::request_parser<beast::http::string_body> {};

RequestReader::RequestReader(std::size_t max_header_bytes) : max_header_bytes_(max_header_bytes) {}
RequestReader::~RequestReader() = default;

RequestReader::Step RequestReader::refuse(unsigned status, std::string_view reason) {
  refusal_ = {status, reason};
  return Step::kRefused;
}

RequestReader::Step RequestReader::read_head(std::string_view input) {
  // RFC 9112, section 2.2: empty lines before a request line are to be ignored. They count as part of the head.
  std::size_t start = 0;
  while (input.substr(start).starts_with("\r\n")) start += 2;
  const auto end = input.find(kHeadEnd, std::max(start, searched_));
  const auto seen = end == std::string_view::npos ? input.size() : end + kHeadEnd.size();
  if (seen > max_header_bytes_) return refuse(431, "request header too large");
  if (end == std::string_view::npos) {
    searched_ = input.size() - std::min(input.size(), kHeadEnd.size() - 1);
    return Step::kNeedMore;
  }
  head_size_ = seen;
  return parse(input.substr(start, seen - start));
}

RequestReader::Step RequestReader::parse(std::string_view head) {
  if (const auto fault = check_head(head)) return refuse(status_of(*fault), describe(*fault));
  parser_ = std::make_unique<Parser>();
  parser_->header_limit(std::numeric_limits<std::uint32_t>::max());  // Bounded above.
  parser_->body_limit(boost::none);                                  // limit_body() comes when the head is known.
  beast::error_code error;
  parser_->put(boost::asio::buffer(head), error);
  if (error || !parser_->is_header_done()) return refuse(400, "malformed request header");

  const auto& message = parser_->get();
  request_.method = to_string(message.method_string());
  request_.target = to_string(message.target());
  std::string_view query = request_.target;
  request_.path = text::take_until(query, '?');
  request_.query = query;
  for (const auto& field : message) request_.headers.add(to_string(field.name_string()), to_string(field.value()));
  return Step::kDone;
}

bool RequestReader::keep_alive() const { return parser_ && parser_->keep_alive(); }
bool RequestReader::is_http10() const { return parser_ && parser_->get().version() == 10; }
bool RequestReader::has_body() const { return !parser_->is_done(); }
bool RequestReader::offers_websocket() const {
  return request_.method == "GET" && !has_body() && !is_http10() && request_.wants_websocket();
}

RequestReader::Step RequestReader::limit_body(std::uint64_t bytes) {
  const auto length = parser_->content_length();
  if (length && *length > bytes) return refuse(413, "request body too large");
  parser_->body_limit(bytes);
  parser_->eager(true);
  return Step::kDone;
}

RequestReader::Step RequestReader::read_body(std::string_view input, std::size_t& used) {
  used = 0;
  beast::error_code error;
  while (!parser_->is_done()) {
    const auto rest = input.substr(used);
    if (rest.empty()) return Step::kNeedMore;
    used += parser_->put(boost::asio::buffer(rest), error);
    if (error == beast::http::error::need_more) {
      // What is left is part of a chunk header or of the trailers, which Beast 1.81 does not bound.
      const bool too_long = input.size() - used > max_header_bytes_;
      return too_long ? refuse(400, "chunk header too large") : Step::kNeedMore;
    }
    if (error == beast::http::error::body_limit) return refuse(413, "request body too large");
    if (error) return refuse(400, "malformed request body");
  }
  // Trailers stay with the parser: a field that arrives after the decisions were made must not look like a header.
  request_.body = std::move(parser_->get().body());
  return Step::kDone;
}

}  // namespace http
