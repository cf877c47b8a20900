// How a connection answers and how it ends; connection.cpp has the rest.
#include "connection.hpp"

#include "pending_exchange.hpp"

#include <cerrno>
#include <chrono>

namespace http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// How long the peer's remaining bytes are read and thrown away after our last answer, so that the reset which an unread
// byte provokes does not overtake that answer (RFC 9112, section 9.6).
constexpr std::chrono::seconds kLinger{2};

std::int64_t unix_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

void Connection::answer(Response response) {
  if (state_ != State::kHandling) return;
  send(std::move(response));
}

void Connection::exchange_dropped() {
  if (state_ != State::kHandling || !exchange_.expired()) return;
  refuse({500, "internal error"});
}

void Connection::refuse(const Refusal& refusal) {
  after_ = Framing::After::kClose;
  send(shared_->error(refusal.status, refusal.reason));
}

void Connection::send(Response response) {
  state_ = State::kWriting;
  std::optional<FileReader> file;
  if (const auto* body = std::get_if<FileBody>(&response.body)) {
    int failure = 0;
    file = FileReader::open(body->path, failure);
    if (!file) {
      response = failure == ENOENT ? shared_->error(404, "not found") : shared_->error(500, "internal error");
    }
  }
  if (!is_well_formed(response)) {
    // A line break in a value would let whoever chose that value write a header or an answer of his own.
    file.reset();
    response = Response{500, {}, std::string{}};
  }
  if (shared_->draining || response.headers.has_token("Connection", "close")) after_ = Framing::After::kClose;
  Framing framing{after_, response_body_, imf_fixdate(unix_now())};
  outgoing_.emplace(std::move(response), std::move(file), framing);
  after_write_ = &Connection::response_sent;
  write_next();
}

void Connection::write_next() {
  const auto slice = outgoing_->next();
  if (!slice) return close();  // The announced length cannot be met; only breaking off tells the peer.
  if (slice->empty()) {
    outgoing_.reset();
    return (this->*after_write_)();
  }
  arm(shared_->options.write_timeout);
  channel_.write(asio::buffer(*slice),
                 [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); });
}

void Connection::on_written(const error_code& error) {
  if (state_ != State::kWriting) return;
  if (error) return close();
  write_next();
}

void Connection::response_sent() {
  if (after_ == Framing::After::kClose) return linger();
  first_request_ = false;
  begin_request();
}

// --- the end ---

void Connection::linger() {
  arm(kLinger);
  if (!channel_.secure()) return half_close();
  state_ = State::kSayingGoodbye;
  channel_.tls().async_shutdown([self = shared_from_this()](const error_code&) {
    // Whether the peer said goodbye as well makes no difference.
    if (self->state_ == State::kSayingGoodbye) self->half_close();
  });
}

void Connection::half_close() {
  state_ = State::kLingering;
  if (end_of_input_) return close();
  error_code error;
  channel_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (error) return close();
  input_.clear();
  read();
}

void Connection::drain() {
  const bool idle = state_ == State::kHandshake || (state_ == State::kHead && input_.empty());
  if (idle) close();
}

void Connection::close() {
  if (state_ == State::kClosed) return;
  const auto self = shared_from_this();  // on_closed_ drops the owner's reference.
  state_ = State::kClosed;
  deadline_.cancel();
  error_code ignored;  // The descriptor is gone either way.
  channel_.socket().close(ignored);
  if (const auto exchange = exchange_.lock()) {
    try {
      exchange->abort();
    } catch (...) {
      shared_->report_exception();
    }
  }
  if (on_closed_) std::exchange(on_closed_, nullptr)(self);
  lease_.reset();
}

}  // namespace http
