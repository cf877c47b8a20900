#pragma once

#include "load/loop.hpp"
#include "load/tls.hpp"

#include <netinet/in.h>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace load {

/// Whether what is sent goes out at once, or is gathered until the end of the poll round.
enum class Output { kAtOnce, kGathered };

/// Where connections go to.
struct Server {
  sockaddr_in address{};
  const TlsContext* tls = nullptr;  ///< nullptr: plain TCP. Outlives the connections.
};

/// A TCP or TLS connection that does not block, from a source address of its own choice.
class Connection : public Pollable {
 public:
  Connection(Loop& loop, Output output) : loop_(loop), output_(output) {}
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// `source` (host order) 0: the kernel's choice. Throws std::system_error when no socket can be had.
  void open(const Server& server, std::uint32_t source);
  void send(std::string_view bytes);
  /// Sends what was gathered without waiting for the round's end.
  void flush();
  /// Takes nothing from the socket until it shall again: a client that has fallen silent.
  void pause_reading();
  void resume_reading();
  /// Without ceremony, and without telling on_lost().
  void close() noexcept;

  [[nodiscard]] bool is_open() const noexcept { return socket_ >= 0; }
  /// Bytes that the socket did not take yet.
  [[nodiscard]] std::size_t backlog() const noexcept { return unsent_.size(); }
  [[nodiscard]] Loop& loop() const noexcept { return loop_; }

 protected:
  virtual void on_open() = 0;
  /// Everything that has come and was not taken yet; says how many bytes of it are done with. The bytes may be changed.
  virtual std::size_t on_bytes(std::span<char> bytes) = 0;
  /// The other side closed, or an error; the descriptor is closed already.
  virtual void on_lost(std::string_view why) = 0;

 private:
  void on_ready(std::uint32_t events) override;
  void on_round_end() override;
  void on_connected();
  void shake_hands();
  void read();
  /// One recv(2)'s worth; false when there is nothing more to take now.
  bool read_once();
  void write(std::string_view bytes);
  void lose(std::string_view why);
  /// Asks the loop for what there is to wait for.
  void watch_again();

  enum class Phase { kConnecting, kShakingHands, kOpen };

  Loop& loop_;
  const TlsContext* tls_ = nullptr;
  std::unique_ptr<TlsStream> stream_;
  int socket_ = -1;
  Output output_;
  Phase phase_ = Phase::kConnecting;
  bool paused_ = false;
  bool deferred_ = false;
  std::string unsent_;
  std::string untaken_;
};

/// The address of connection number `index`: 127.1.0.0 and up, so that no limit by address or range of ports is met.
[[nodiscard]] std::uint32_t source_address(std::size_t index) noexcept;

}  // namespace load
