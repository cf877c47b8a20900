#include "shared.hpp"

#include <cstdio>

namespace http {
namespace {

Response plain_error(unsigned status, std::string_view reason) {
  Response response{status, {}, std::string{reason} + "\n"};
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  return response;
}

void print_exception(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "http: exception in a handler: %s\n", error.what());
  } catch (...) {
    std::fputs("http: exception of unknown type in a handler\n", stderr);
  }
}

ServerOptions with_defaults(ServerOptions options) {
  if (!options.error_body) options.error_body = plain_error;
  if (!options.on_exception) options.on_exception = print_exception;
  return options;
}

}  // namespace

class OpenCount::Lease {
 public:
  explicit Lease(std::shared_ptr<OpenCount> count) : count_(std::move(count)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    const std::lock_guard lock{count_->mutex_};
    if (--count_->value_ == 0) count_->none_.notify_all();
  }

 private:
  std::shared_ptr<OpenCount> count_;
};

std::shared_ptr<void> OpenCount::acquire(std::size_t limit) {
  {
    const std::lock_guard lock{mutex_};
    if (value_ >= limit) return nullptr;
    ++value_;
  }
  return std::make_shared<Lease>(shared_from_this());
}

std::size_t OpenCount::value() const {
  const std::lock_guard lock{mutex_};
  return value_;
}

void OpenCount::wait_until_none(std::chrono::milliseconds longest) {
  std::unique_lock lock{mutex_};
  none_.wait_for(lock, longest, [this] { return value_ == 0; });
}

Shared::Shared(ServerOptions server_options, Handler& server_handler)
    : options(with_defaults(std::move(server_options))), handler(server_handler) {}

Response Shared::error(unsigned status, std::string_view reason) const {
  try {
    return options.error_body(status, reason);
  } catch (...) {
    report_exception();
    return plain_error(status, reason);
  }
}

void Shared::report_exception() const { options.on_exception(std::current_exception()); }

}  // namespace http
