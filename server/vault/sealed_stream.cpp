#include "vault/sealed_stream.hpp"

#include "base/random.hpp"
#include "vault/aead.hpp"
#include "vault/kdf.hpp"

#include <array>
#include <limits>
#include <utility>

namespace callroom::vault {
namespace {

constexpr std::string_view kMagic = "callroom-sealed 1\n";
constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kHeaderBytes = kMagic.size() + kIdDigits + kSaltBytes;
constexpr std::size_t kChunkBytes = 64 * 1024;

std::string new_header(const MasterKey& master) {
  std::array<std::uint8_t, kSaltBytes> salt{};
  base::random_bytes(salt);
  return std::string{kMagic} + master.id + std::string{reinterpret_cast<const char*>(salt.data()), salt.size()};
}

Key stream_key(const MasterKey& master, std::string_view header) {
  return derive(master.key, header.substr(header.size() - kSaltBytes), "callroom sealed stream");
}

std::string nonce_of(std::uint32_t number, bool last) {
  std::string nonce(kNonceBytes, '\0');
  for (std::size_t i = 0; i < 4; ++i) nonce[7 + i] = static_cast<char>(number >> (24 - 8 * i));
  nonce[11] = last ? '\1' : '\0';
  return nonce;
}

/// Chunks of a stream are numbered with 32 bits: 256 TiB, past which a nonce would come again.
std::uint32_t after(std::uint32_t number) {
  if (number == std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a sealed stream is too long");
  return number + 1;
}

std::string read_up_to(std::istream& in, std::size_t most) {
  std::string bytes(most, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(most));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw std::runtime_error("cannot read");
  return bytes;
}

std::string read_header(std::istream& in) {
  auto header = read_up_to(in, kHeaderBytes);
  if (header.size() != kHeaderBytes || !header.starts_with(kMagic)) {
    throw StreamDamaged("it is not of the form that callroom writes");
  }
  return header;
}

}  // namespace

SealedWriter::SealedWriter(std::ostream& out, const MasterKey& master)
    : out_(out), header_(new_header(master)), key_(stream_key(master, header_)) {
  put(header_);
}

void SealedWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (pending_.size() == kChunkBytes) seal_chunk(false);  // only now: the last chunk is known by finish()
    const auto part = bytes.substr(0, kChunkBytes - pending_.size());
    pending_ += part;
    bytes.remove_prefix(part.size());
  }
}

void SealedWriter::finish() {
  seal_chunk(true);
  out_.flush();
  if (!out_) throw std::runtime_error("cannot write");
}

void SealedWriter::seal_chunk(bool last) {
  put(aead_seal(key_, nonce_of(number_, last), header_, pending_));
  number_ = after(number_);
  pending_.clear();
}

void SealedWriter::put(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out_) throw std::runtime_error("cannot write");
}

SealedReader::SealedReader(std::istream& in, const MasterKeyOf& key_of)
    : in_(in),
      header_(read_header(in)),
      key_(stream_key(key_of(std::string_view{header_}.substr(kMagic.size(), kIdDigits)), header_)) {}

std::string SealedReader::read(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += read_some(size - bytes.size());
  return bytes;
}

std::string SealedReader::read_some(std::size_t most) {
  while (open_.empty()) {
    if (last_) throw StreamDamaged("it ends too early");
    open_chunk();
  }
  auto part = open_.substr(0, most);
  open_.erase(0, part.size());
  return part;
}

void SealedReader::expect_end() {
  while (open_.empty() && !last_) open_chunk();
  if (!open_.empty()) throw StreamDamaged("there is more in it than there should be");
}

void SealedReader::open_chunk() {
  const auto sealed = read_up_to(in_, kChunkBytes + kTagBytes);
  last_ = in_.peek() == std::istream::traits_type::eof();
  auto plain = aead_open(key_, nonce_of(number_, last_), header_, sealed);
  if (!plain) {
    throw StreamDamaged("chunk " + std::to_string(number_ + 1) + " was changed, or what followed it is missing");
  }
  number_ = after(number_);
  open_ = *std::move(plain);
}

}  // namespace callroom::vault
