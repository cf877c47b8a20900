// How a WebSocket begins and what it reads; web_socket_output.cpp has what it writes and how it ends.
#include "transports/web_socket.hpp"

#include "transports/opening.hpp"

#include <boost/asio/post.hpp>
#include <sys/epoll.h>
#include <utility>

namespace engineio::transports {
namespace {

namespace asio = boost::asio;
using websocket::Event;

// A socket that has more to say than this many reads take waits for the others' turn.
constexpr int kReadsPerRound = 2;

asio::any_io_executor executor_of(http::Takeover& takeover) {
  if (auto* const plain = std::get_if<http::Detached>(&takeover.stream)) return plain->executor;
  return std::get<std::unique_ptr<http::TlsStream>>(takeover.stream)->get_executor();
}

}  // namespace

std::shared_ptr<WebSocket> WebSocket::accept(http::Takeover takeover, std::size_t max_message) {
  if (!takeover.early.empty()) return nullptr;  // Destroying the stream closes the connection.
  loop::Loop& loop = loop::Loop::of(executor_of(takeover));
  std::string answer = switching_protocols(takeover.request);
  auto socket = std::make_shared<WebSocket>(takeover, loop, max_message);
  socket->outbox_.push_raw(std::move(answer));  // Leaves with the first packet, or when start() finds it writable.
  return socket;
}

WebSocket::WebSocket(http::Takeover& takeover, loop::Loop& loop, std::size_t max_message)
    : lease_(std::move(takeover.lease)), loop_(loop), wire_(takeover), reader_(max_message) {}

WebSocket::~WebSocket() = default;

void WebSocket::start(std::shared_ptr<WebSocketListener> listener, loop::Loop& loop) {
  here([listener = std::move(listener), &loop](WebSocket& self) mutable {
    if (self.state_ != State::kOpening) return;
    self.listener_ = std::move(listener);
    self.listener_loop_ = &loop;
    self.state_ = State::kOpen;
    self.watch();
  });
}

void WebSocket::watch() {
  if (loop_.watch(shared_from_this(), wire_.descriptor())) return;
  asio::post(loop_.executor(), [self = shared_from_this()] { self->end(Gone::kFailed); });
}

// --- reading ---

void WebSocket::on_ready(std::uint32_t events) {
  constexpr std::uint32_t kOver = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
  const bool maybe_writable = events == 0 || (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0 || wire_.is_secure();
  if (maybe_writable && !outbox_.empty()) flush();
  const bool maybe_readable = events == 0 || (events & (EPOLLIN | kOver)) != 0 || wire_.is_secure();
  if (!maybe_readable) return;
  // TLS may have more in hand than the socket has; a connection that is over has its end behind the bytes.
  const bool to_the_end = events == 0 || (events & kOver) != 0 || wire_.is_secure();
  read_on(to_the_end ? Behind::kMaybeMore : Behind::kNothing);
}

// `behind`: whether a read that did not fill its area may have left something that no event will tell of.
void WebSocket::read_on(Behind behind) {
  for (int reads = 0; reads < kReadsPerRound; ++reads) {
    if (lent_ || state_ == State::kOpening || state_ == State::kAnswering || state_ == State::kGone) return;
    const std::span<char> area = loop_.area();
    const Wire::Moved got = wire_.read(area);
    switch (got.outcome) {
      case Wire::Outcome::kBlocked:
        if (lost_) end(*lost_);
        return;
      case Wire::Outcome::kEnd:
        end(Gone::kClosed);
        return;
      case Wire::Outcome::kFailed:
        end(Gone::kFailed);
        return;
      case Wire::Outcome::kMoved:
        take(area.first(got.bytes));
        if (behind == Behind::kNothing && got.bytes < area.size()) return;
        break;
    }
  }
  loop_.again(*this);
}

void WebSocket::take(std::span<char> input) {
  while (state_ == State::kOpen || state_ == State::kClosing) {  // Lingering: it is thrown away.
    const Event event = reader_.next(input);
    if (event.kind == Event::Kind::kNeedMore) break;
    on_event(event, input);
    if (lent_) break;
  }
  if (!outbox_.empty() && !blocked_) flush();
}

void WebSocket::on_event(const Event& event, std::span<char>& input) {
  if (state_ == State::kClosing) {
    // Whatever the peer sent before it saw our close frame, nobody wants any more.
    if (event.kind == Event::Kind::kClose || event.kind == Event::Kind::kFault) part();
    return;
  }
  switch (event.kind) {
    case Event::Kind::kMessage:
      deliver(event, input);
      break;
    case Event::Kind::kPing:
      answer_ping(event.data);
      break;
    case Event::Kind::kPong:
    case Event::Kind::kNeedMore:
      break;
    case Event::Kind::kClose:
      // The report first: what the listener still has to say, an answer to the message before, goes out before.
      report(Gone::kClosed);
      say_goodbye(websocket::close_frame(event.code), State::kAnswering);
      break;
    case Event::Kind::kFault:
      report(Gone::kFailed);
      say_goodbye(websocket::close_frame(event.code), State::kLingering);
      break;
  }
}

void WebSocket::deliver(const Event& event, std::span<char>& input) {
  if (listener_loop_ != &loop_) {
    lend(event, input);
    return;
  }
  const auto listener = listener_;  // It may let go of us, and we of it.
  listener->on_frame(*this, event.type, event.data);
}

// The listener is on another thread: a copy, as the area will be somebody else's while it looks, and nothing is read
// until it has.
void WebSocket::lend(const Event& event, std::span<char>& input) {
  lent_ = std::make_unique<Lent>(Lent{event.type, std::string{event.data}, std::string{input.data(), input.size()}});
  input = {};
  tell(listener_, [this](WebSocketListener& listener) {
    listener.on_frame(*this, lent_->kind, lent_->frame);
    asio::post(loop_.executor(), [self = shared_from_this()] { self->give_back(); });
  });
}

void WebSocket::give_back() {
  const auto lent = std::move(lent_);
  take(lent->behind);
  loop_.again(*this);  // What came meanwhile was told, and not read.
}

}  // namespace engineio::transports
