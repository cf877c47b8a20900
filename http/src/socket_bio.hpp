#pragma once

#include <openssl/bio.h>

namespace http {

/// An OpenSSL BIO over a socket that does not block. OpenSSL's own would write(2), which raises SIGPIPE when the peer is
/// gone; and knows nothing of who closes the descriptor, which is not its to close. Throws std::runtime_error when there
/// is no memory.
[[nodiscard]] BIO* make_socket_bio(int descriptor);

}  // namespace http
