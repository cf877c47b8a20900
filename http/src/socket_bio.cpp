#include "socket_bio.hpp"

#include <sys/socket.h>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace http {
namespace {

int descriptor_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

bool may_be_tried_again() { return errno == EAGAIN || errno == EINTR; }

int write_socket(BIO* bio, const char* data, std::size_t size, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  const ssize_t done = ::send(descriptor_of(bio), data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (done < 0) {
    if (may_be_tried_again()) BIO_set_retry_write(bio);
    return 0;
  }
  *written = static_cast<std::size_t>(done);
  return 1;
}

int read_socket(BIO* bio, char* area, std::size_t size, std::size_t* got) {
  BIO_clear_retry_flags(bio);
  const ssize_t done = ::recv(descriptor_of(bio), area, size, MSG_DONTWAIT);
  if (done > 0) {
    *got = static_cast<std::size_t>(done);
    return 1;
  }
  if (done < 0 && may_be_tried_again()) BIO_set_retry_read(bio);
  if (done == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return 0;
}

long control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  // Nothing is kept here, so there is nothing to flush. OpenSSL takes 0 for a failure.
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

struct MethodFree {
  void operator()(BIO_METHOD* method) const noexcept { BIO_meth_free(method); }
};

std::unique_ptr<BIO_METHOD, MethodFree> make_method() {
  std::unique_ptr<BIO_METHOD, MethodFree> method{BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket")};
  if (!method) throw std::runtime_error{"TLS: no memory for a BIO method"};
  BIO_meth_set_write_ex(method.get(), write_socket);
  BIO_meth_set_read_ex(method.get(), read_socket);
  BIO_meth_set_ctrl(method.get(), control);
  return method;
}

}  // namespace

BIO* make_socket_bio(int descriptor) {
  static const auto kMethod = make_method();  // Constant: one table of functions for all.
  BIO* const bio = BIO_new(kMethod.get());
  if (bio == nullptr) throw std::runtime_error{"TLS: no memory for a BIO"};
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace http
