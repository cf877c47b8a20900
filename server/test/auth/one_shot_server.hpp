#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>

namespace callroom::auth::testing {

enum class Tls : std::uint8_t { kOff, kOn };

/// Answers one connection on 127.0.0.1 with the given bytes, then is gone. With TLS it has a certificate of its own
/// making, valid for `name`.
class OneShotServer {
 public:
  OneShotServer(std::string answer, Tls tls, const std::string& name = "IP:127.0.0.1");
  /// Waits until the one connection was answered.
  ~OneShotServer();
  OneShotServer(const OneShotServer&) = delete;
  OneShotServer& operator=(const OneShotServer&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] const std::filesystem::path& certificate_file() const { return certificate_file_; }
  /// What was asked; waits until it was answered.
  [[nodiscard]] const std::string& request();

 private:
  void serve();
  template <class Stream>
  void converse(Stream& stream);

  std::string answer_;
  Tls tls_;
  boost::asio::io_context context_;
  boost::asio::ssl::context ssl_{boost::asio::ssl::context::tls_server};
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  std::filesystem::path certificate_file_;
  std::string request_;
  std::thread thread_;
};

}  // namespace callroom::auth::testing
