#include "integrity/signing_keys.hpp"

#include "base/base64.hpp"
#include "base/iso_time.hpp"
#include "integrity/ed25519.hpp"
#include "integrity/key_set.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>
#include <utility>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "callroom-signing-keys/1";

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error(why); }

const json::value& member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr) refuse("'" + std::string{name} + "' is missing");
  return *value;
}

std::string_view text_of(const json::object& object, std::string_view name) {
  const auto& value = member(object, name);
  if (!value.is_string()) refuse("'" + std::string{name} + "' is no text");
  return value.get_string();
}

std::string bytes_of(const json::object& object, std::string_view name, std::size_t size) {
  auto bytes = base::base64url_decode(text_of(object, name));
  if (!bytes || bytes->size() != size) {
    refuse("'" + std::string{name} + "' is not " + std::to_string(size) + " bytes in base64url");
  }
  return *std::move(bytes);
}

base::WallTime time_of(const json::object& object, std::string_view name) {
  const auto time = base::from_iso(text_of(object, name));
  if (!time) refuse("'" + std::string{name} + "' is no time");
  return *time;
}

}  // namespace

SigningKeys::SigningKeys(std::filesystem::path file, const base::Clock& clock)
    : file_(std::move(file)), clock_(clock), loaded_(load()) {}

std::vector<SigningKeys::Key> SigningKeys::current() {
  const auto version = version_of(file_);
  auto locked = loaded_.lock();
  if (version && version != locked->version) *locked = load();  // under the lock: seldom, and small
  return locked->keys;
}

app::Signature SigningKeys::sign(std::string_view bytes) {
  const auto key = current().back();
  return {key.published.id, integrity::sign(key.seed, bytes)};
}

std::vector<app::PublicKey> SigningKeys::keys() {
  std::vector<app::PublicKey> published;
  for (const auto& key : current()) published.push_back(key.published);
  return published;
}

std::string SigningKeys::rotate() {
  const auto now = clock_.now();
  auto locked = loaded_.lock();  // held across the write: two rotations must not lose each other's key
  auto keys = load().keys;       // another process may have rotated since we read the file
  keys.back().published.retired_at = now;
  keys.push_back(make_key(now));
  replace_private_file(file_, write(keys));
  *locked = load();
  return locked->keys.back().published.id;
}

SigningKeys::Key SigningKeys::make_key(base::WallTime now) {
  auto seed = new_seed();
  auto bytes = public_key_of(seed);
  auto id = thumbprint(bytes);
  return {{std::move(id), std::move(bytes), now, std::nullopt}, std::move(seed)};
}

std::string SigningKeys::write(const std::vector<Key>& keys) {
  json::array list;
  for (const auto& [published, seed] : keys) {
    json::object key{{"kid", published.id},
                     {"createdAt", base::to_iso(published.created_at)},
                     {"x", base::base64url_encode(published.bytes)},
                     {"d", base::base64url_encode(seed.reveal())}};
    if (published.retired_at) key["retiredAt"] = base::to_iso(*published.retired_at);
    list.push_back(std::move(key));
  }
  return json::serialize(json::object{{"format", kFormat}, {"keys", std::move(list)}}) + '\n';
}

std::vector<SigningKeys::Key> SigningKeys::read(std::string_view text) {
  boost::system::error_code error;
  const auto document = json::parse(text, error);
  if (error || !document.is_object()) refuse("it is not JSON");
  if (text_of(document.get_object(), "format") != kFormat) refuse("its format is not " + std::string{kFormat});
  const auto& list = member(document.get_object(), "keys");
  if (!list.is_array() || list.get_array().empty()) refuse("it has no keys");
  std::vector<Key> keys;
  for (const auto& each : list.get_array()) {
    if (!each.is_object()) refuse("a key is no object");
    const auto& object = each.get_object();
    Key key{{std::string{text_of(object, "kid")}, bytes_of(object, "x", kPublicKeyBytes), time_of(object, "createdAt"),
             std::nullopt},
            base::Secret{bytes_of(object, "d", kSeedBytes)}};
    if (object.contains("retiredAt")) key.published.retired_at = time_of(object, "retiredAt");
    if (public_key_of(key.seed) != key.published.bytes || thumbprint(key.published.bytes) != key.published.id) {
      refuse("the parts of key '" + key.published.id + "' do not belong together");
    }
    keys.push_back(std::move(key));
  }
  if (keys.back().published.retired_at) refuse("its last key is retired: none is left to sign");
  return keys;
}

SigningKeys::Loaded SigningKeys::load() const {
  // Before the text is read: a file that is replaced in between is read once more.
  const auto version = version_of(file_);
  auto text = read_private_file(file_);
  if (!text) {
    text = write({make_key(clock_.now())});
    if (create_private_file(file_, *text) == Created::kWasThere) text = read_private_file(file_);
    if (!text) throw std::runtime_error("the signing keys " + file_.string() + " came and went");
  }
  try {
    return {read(*text), version};
  } catch (const std::runtime_error& error) {
    throw std::runtime_error("cannot use the signing keys " + file_.string() + ": " + error.what() +
                             ". Restore the file from a backup; it is not made anew, since nothing that was signed " +
                             "with it could be verified any more");
  }
}

}  // namespace callroom::integrity
