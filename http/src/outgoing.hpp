#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace http {

/// A regular file opened for reading once, from front to back.
class FileReader {
 public:
  /// `error` is the errno of a failure (EISDIR when it is no regular file).
  [[nodiscard]] static std::optional<FileReader> open(const std::filesystem::path& path, int& error);
  FileReader(FileReader&& other) noexcept;
  FileReader& operator=(FileReader&& other) noexcept;
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  ~FileReader();

  /// Bytes when it was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Fills `area` from the current position; fewer bytes only at the end of the file. -1 on an error. Reads come from
  /// the page cache as a rule, which is why a connection's thread may do them.
  [[nodiscard]] std::ptrdiff_t read(char* area, std::size_t bytes);

 private:
  FileReader(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::uint64_t size_;
};

/// What the connection adds to a handler's answer.
struct Framing {
  enum class After : std::uint8_t { kKeepAlive, kClose };
  enum class Body : std::uint8_t { kSend, kOmit };  ///< kOmit: the request was HEAD.
  After after = After::kKeepAlive;
  Body body = Body::kSend;
  std::string date;  ///< IMF-fixdate.
};

/// RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string imf_fixdate(std::int64_t unix_seconds);

/// Whether an answer can be put on the wire: a final status, field names that are tokens, values without line breaks.
[[nodiscard]] bool is_well_formed(const Response& response);

/// An answer on its way out, slice by slice, so that a large one is neither copied nor loaded whole and each slice has
/// its own write deadline.
class Outgoing {
 public:
  static constexpr std::size_t kSlice = std::size_t{64} * 1024;

  /// `file` is the opened FileBody of `response`, if it has one. `response` is well formed.
  Outgoing(Response response, std::optional<FileReader> file, const Framing& framing);
  /// Bytes to send as they are, `100 Continue` for one.
  explicit Outgoing(std::string raw);

  /// The next bytes, valid until the next call; empty when all is sent; nullopt if the file could not be read to the
  /// length that was announced.
  [[nodiscard]] std::optional<std::string_view> next();

 private:
  void serialise(const Response& response, const Framing& framing, std::optional<std::uint64_t> length);

  std::string head_;  // Goes first, with a small body right behind it.
  bool head_sent_ = false;
  std::string text_;
  std::optional<FileReader> file_;
  std::unique_ptr<char[]> area_;
  std::uint64_t sent_ = 0;    // Of the body.
  std::uint64_t length_ = 0;  // Of the body, as far as it is sent.
};

}  // namespace http
