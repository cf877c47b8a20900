// Arbitrary text where a wrapped data key is stored, and as a list of master keys: only the one that the master key
// wrapped is taken, and whatever says that a list is one also reads it.
#include "base/base64.hpp"
#include "vault/vault.hpp"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace callroom::vault;

/// The one that is genuine, made outside of this program (corpus/wrapped_key/genuine.txt is the same), under the master
/// key of 32 times 'a'.
constexpr std::string_view kGenuine =
    "AK3boWlM0c6KKWkbFovh6gFUuA0H22kQubN6HCTnSg9KGHQH1ZvY-a8Ic6xiXb9od-Y_j5faS55KElB5";
constexpr std::string_view kId = "00112233445566ff";
constexpr std::string_view kScope = "user:65f000000000000000000001";

class OneKey final : public KeyStore {
 public:
  explicit OneKey(StoredKey key) : key_(std::move(key)) {}
  std::optional<StoredKey> by_id(std::string_view) override { return key_; }
  std::optional<StoredKey> live(std::string_view) override { return key_; }
  StoredKey add(const StoredKey&) override { std::abort(); }

 private:
  StoredKey key_;
};

bool unwraps(std::string_view wrapped) {
  const auto master = make_master_key(Key::of(std::string(Key::kBytes, 'a')).value());
  OneKey store({std::string{kId}, std::string{kScope}, std::string{wrapped}, master.id});
  try {
    return Vault{MasterKeys{master}}.key_of(store, kScope) != nullptr;
  } catch (const KeyError&) {
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  static const auto genuine = base::base64url_decode(kGenuine);
  if (unwraps(text) != (base::base64url_decode(text) == genuine)) std::abort();

  bool read = true;
  try {
    static_cast<void>(parse_master_keys(text, "fuzz"));
  } catch (const KeyError&) {
    read = false;
  }
  if (are_master_keys(text) != read) std::abort();
  return 0;
}
