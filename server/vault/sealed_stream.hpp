#pragma once

#include "vault/master_key.hpp"

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

// A stream of any length, sealed in chunks (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár, "Online
// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): no chunk can be changed, moved, left out or
// taken from another stream, and the last one is marked, so that nothing can be cut off.
//
//   header   "callroom-sealed 1\n" | master key id, 16 hex digits | salt, 32 bytes
//   chunk    ciphertext (64 KiB; the last one less) | tag, 16
//
// Key: HKDF-SHA-256 of the master key with the salt. Nonce: 7 zero bytes | number, 32 bits big-endian | 1 in the last
// chunk, else 0. Associated data: the header.
namespace callroom::vault {

/// What is read is not what was written, or not all of it.
class StreamDamaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class SealedWriter {
 public:
  /// Writes the header. `out` must outlive it. Throws std::runtime_error when writing fails.
  SealedWriter(std::ostream& out, const MasterKey& master);
  void write(std::string_view bytes);
  /// The last chunk: without it the stream counts as cut off. Nothing can be written after it.
  void finish();

 private:
  void put(std::string_view bytes);
  void seal_chunk(bool last);

  std::ostream& out_;
  std::string header_;
  Key key_;
  std::string pending_;
  std::uint32_t number_ = 0;
};

class SealedReader {
 public:
  using MasterKeyOf = std::function<MasterKey(std::string_view id)>;

  /// Reads the header. Throws StreamDamaged when there is none; whatever `key_of` throws.
  SealedReader(std::istream& in, const MasterKeyOf& key_of);
  /// Exactly `size` bytes; every one of them has been verified. Throws StreamDamaged.
  [[nodiscard]] std::string read(std::size_t size);
  /// As much as is there of up to `most` bytes, at least one. Throws StreamDamaged, at the end too.
  [[nodiscard]] std::string read_some(std::size_t most);
  /// Throws StreamDamaged unless everything has been read.
  void expect_end();

 private:
  void open_chunk();

  std::istream& in_;
  std::string header_;
  Key key_;
  std::string open_;  ///< What of the current chunk has not been read.
  std::uint32_t number_ = 0;
  bool last_ = false;
};

}  // namespace callroom::vault
