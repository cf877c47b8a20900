#pragma once

#include "app/ports/signer.hpp"
#include "base/guarded.hpp"
#include "base/secret.hpp"
#include "integrity/private_file.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::integrity {

/// The keys that sign, in a file of mode 0600 that is made, with one key, when it is not there:
///
///   {"format":"callroom-signing-keys/1",
///    "keys":[{"kid":"…","createdAt":"…","retiredAt":"…","x":"<base64url, public>","d":"<base64url, private>"}]}
///
/// The last key signs. A key that another process adds to the file is taken when something is next signed or asked for. A file that cannot be understood is refused and left as it is: a new key in its place would make
/// everything that was signed before look forged. Thread-safe.
class SigningKeys final : public app::Signer {
 public:
  /// Throws std::runtime_error, naming the file and what is wrong with it.
  SigningKeys(std::filesystem::path file, const base::Clock& clock);

  [[nodiscard]] app::Signature sign(std::string_view bytes) override;
  [[nodiscard]] std::vector<app::PublicKey> keys() override;

  /// Adds a key that signs from now on; the one before it is retired and stays published, so that what it signed can
  /// still be verified. Returns the new key's id.
  std::string rotate();

 private:
  struct Key {
    app::PublicKey published;
    base::Secret seed;
  };
  [[nodiscard]] static Key make_key(base::WallTime now);
  [[nodiscard]] static std::string write(const std::vector<Key>& keys);
  [[nodiscard]] static std::vector<Key> read(std::string_view text);
  /// The keys of the file, and which writing of it they are from.
  struct Loaded {
    std::vector<Key> keys;
    std::optional<FileVersion> version;
  };
  [[nodiscard]] Loaded load() const;
  /// What the file has now. A file that is gone is missed at the next start: this process still knows its keys.
  [[nodiscard]] std::vector<Key> current();

  const std::filesystem::path file_;
  const base::Clock& clock_;
  base::Guarded<Loaded> loaded_;
};

}  // namespace callroom::integrity
