#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace callroom::auth {

/// The key set could not be had. The message is for the log.
class KeySourceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where the text of a JSON Web Key Set comes from.
class KeySource {
 public:
  virtual ~KeySource() = default;
  /// Blocks on I/O, a URL for kFetchTimeout at most. Throws KeySourceError. Thread-safe.
  [[nodiscard]] virtual std::string fetch() = 0;
};

[[nodiscard]] std::unique_ptr<KeySource> make_file_key_source(std::filesystem::path file);
/// http or https; certificates are verified against `ca_file`, or the system's authorities when that is empty.
/// Redirects are not followed: the URL is the trust anchor.
[[nodiscard]] std::unique_ptr<KeySource> make_url_key_source(std::string url, std::filesystem::path ca_file = {});

/// 64 RSA keys with certificate chains stay below this; a source that sends more is cut off.
inline constexpr std::size_t kMaxKeySetBytes = 512 * 1024;

}  // namespace callroom::auth
