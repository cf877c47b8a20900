// How a connection begins and how requests come in; connection_response.cpp has the answers and the end.
#include "connection.hpp"

#include "pending_exchange.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

namespace http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// While a body comes in.
constexpr std::size_t kLargeRead = std::size_t{16} * 1024;

}  // namespace

Connection::Connection(std::shared_ptr<const Shared> shared, Channel::Stream stream, std::string remote_address,
                       std::shared_ptr<void> lease,
                       std::function<void(const std::shared_ptr<Connection>&)> on_closed)
    : shared_(std::move(shared)),
      channel_(std::move(stream)),
      lease_(std::move(lease)),
      on_closed_(std::move(on_closed)),
      deadline_(channel_.socket().get_executor()),
      remote_address_(std::move(remote_address)) {}

void Connection::start(std::string_view input) {
  input_ = input;
  if (!channel_.secure()) return begin_request();
  arm(shared_->options.header_timeout);
  channel_.tls().async_handshake([self = shared_from_this()](const error_code& failed) {
    if (self->state_ != State::kHandshake) return;
    if (failed) return self->close();
    self->begin_request();
  });
}

void Connection::start_refused(unsigned status, std::string_view reason) { refuse({status, reason}); }

// --- deadlines ---

void Connection::arm(std::chrono::milliseconds after) {
  deadline_.expires_after(after);
  deadline_.async_wait([self = shared_from_this()](const error_code& error) {
    // A wait that was armed anew may already be queued as successful: the expiry tells.
    if (error || self->deadline_.expiry() > asio::steady_timer::clock_type::now()) return;
    self->on_deadline();
  });
}

void Connection::on_deadline() {
  switch (state_) {
    case State::kHead:
      // Nobody waits for an answer to a request that was never begun.
      return input_.empty() ? close() : refuse({408, "request header timed out"});
    case State::kBody:
      return refuse({408, "request body timed out"});
    case State::kHandshake:
    case State::kWriting:
    case State::kSayingGoodbye:
    case State::kLingering:
    case State::kTakingOver:
      return close();
    case State::kHandling:
    case State::kClosed:
      return;
  }
}

// --- a request comes in ---

void Connection::begin_request() {
  state_ = State::kHead;
  reader_.emplace(shared_->options.max_header_bytes);
  response_body_ = Framing::Body::kSend;
  if (input_.empty()) input_ = {};  // Gives back what a large request took.
  const auto& options = shared_->options;
  arm(first_request_ || !input_.empty() ? options.header_timeout : options.idle_timeout);
  process_input();
}

void Connection::process_input() {
  switch (state_) {
    case State::kHead:
      return process_head();
    case State::kBody:
      return process_body();
    case State::kHandling:
      if (input_.size() < shared_->options.max_header_bytes) read();
      return;
    case State::kLingering:
      input_.clear();
      return read();
    case State::kTakingOver:
      return take_over();
    case State::kHandshake:
    case State::kWriting:
    case State::kSayingGoodbye:
    case State::kClosed:
      return;
  }
}

void Connection::process_head() {
  switch (reader_->read_head(input_)) {
    case RequestReader::Step::kNeedMore:
      return end_of_input_ ? close() : read();
    case RequestReader::Step::kRefused:
      return refuse(reader_->refusal());
    case RequestReader::Step::kDone:
      return head_complete();
  }
}

void Connection::head_complete() {
  Request& request = reader_->request();
  request.remote_address = remote_address_;
  request.secure = channel_.secure();
  if (request.method == "HEAD") response_body_ = Framing::Body::kOmit;
  std::uint64_t max_body = 0;
  try {
    max_body = shared_->handler.max_body(request);
    if (reader_->offers_websocket() && shared_->handler.accepts_upgrade(request)) return take_over();
  } catch (...) {
    shared_->report_exception();
    return refuse({500, "internal error"});
  }
  if (reader_->limit_body(max_body) == RequestReader::Step::kRefused) return refuse(reader_->refusal());
  const auto expect = request.headers.find("Expect");
  if (expect && !reader_->is_http10() && !iequals(*expect, "100-continue")) {
    return refuse({417, "expectation not supported"});
  }
  consume(reader_->head_size());
  // Whoever sends the body at once does not need to be told to (RFC 9110, section 10.1.1).
  if (!expect || reader_->is_http10() || !reader_->has_body() || !input_.empty()) return begin_body();
  state_ = State::kWriting;
  outgoing_.emplace("HTTP/1.1 100 Continue\r\n\r\n");
  after_write_ = &Connection::begin_body;
  write_next();
}

void Connection::begin_body() {
  state_ = State::kBody;
  arm(shared_->options.body_timeout);
  process_body();
}

void Connection::process_body() {
  std::size_t used = 0;
  const auto step = reader_->read_body(input_, used);
  consume(used);
  switch (step) {
    case RequestReader::Step::kNeedMore:
      return end_of_input_ ? close() : read();
    case RequestReader::Step::kRefused:
      return refuse(reader_->refusal());
    case RequestReader::Step::kDone:
      return call_handler(std::move(reader_->request()));
  }
}

void Connection::call_handler(Request request) {
  state_ = State::kHandling;
  deadline_.cancel();
  after_ = reader_->keep_alive() ? Framing::After::kKeepAlive : Framing::After::kClose;
  reader_.reset();
  const auto exchange =
      std::make_shared<PendingExchange>(weak_from_this(), channel_.socket().get_executor(), std::move(request));
  exchange_ = exchange;
  try {
    shared_->handler.handle(exchange);
  } catch (...) {
    shared_->report_exception();
    after_ = Framing::After::kClose;
    exchange->respond(shared_->error(500, "internal error"));
  }
  process_input();
}

void Connection::take_over() {
  if (reading_) {
    // Only when the handshake was pipelined behind another request: the watching read must be back first.
    state_ = State::kTakingOver;
    arm(shared_->options.header_timeout);
    channel_.socket().cancel();
    return;
  }
  state_ = State::kClosed;
  deadline_.cancel();
  const auto self = shared_from_this();
  consume(reader_->head_size());
  Takeover takeover{channel_.release(), std::move(reader_->request()), std::move(input_), std::move(lease_)};
  if (on_closed_) std::exchange(on_closed_, nullptr)(self);
  try {
    shared_->handler.take_over(std::move(takeover));
  } catch (...) {
    shared_->report_exception();
  }
}

// --- bytes ---

void Connection::read() {
  if (reading_ || end_of_input_) return;
  reading_ = true;
  const auto wanted = state_ == State::kBody ? kLargeRead : kSmallRead;
  if (area_size_ != wanted) {
    area_.reset(new char[wanted]);
    area_size_ = wanted;
  }
  const auto on_done = [self = shared_from_this()](const error_code& error, std::size_t bytes) {
    self->on_read(error, bytes);
  };
  const auto area = asio::buffer(area_.get(), area_size_);
  // Lingering discards what comes; under TLS the session has ended and the socket itself is read.
  if (state_ == State::kLingering) {
    channel_.socket().async_read_some(area, on_done);
  } else {
    channel_.read_some(area, on_done);
  }
}

void Connection::on_read(const error_code& error, std::size_t bytes) {
  reading_ = false;
  if (state_ == State::kClosed) return;
  if (state_ == State::kTakingOver && error == asio::error::operation_aborted) return take_over();
  if (error) return on_end_of_input(error);
  if (state_ == State::kHead && input_.empty() && !first_request_) arm(shared_->options.header_timeout);
  input_.append(area_.get(), bytes);
  process_input();
}

void Connection::on_end_of_input(const error_code& error) {
  end_of_input_ = true;
  const bool orderly = error == asio::error::eof || error == asio::ssl::error::stream_truncated;
  if (!orderly) return close();
  if (state_ == State::kHandling) return check_abort();
  // While writing: it may have sent its last request and still wait for the answer.
  if (state_ == State::kWriting || state_ == State::kSayingGoodbye) return;
  close();
}

void Connection::check_abort() {
  if (state_ != State::kHandling || !end_of_input_) return;
  // A peer that only closed its sending side looks the same as one that went away. Whoever asked to be told (a long
  // poll) is told; for the others the answer is still sent, in case it is waited for.
  const auto exchange = exchange_.lock();
  if (exchange && exchange->has_listener()) close();
}

}  // namespace http
