// Arbitrary bytes as a sealed stream (a backup): it is refused, unless it is the one that was written
// (corpus/sealed_stream/genuine.bin, made outside of this program under the master key of 32 times 'a').
#include "vault/sealed_stream.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

namespace {

using namespace callroom::vault;

/// What is in it.
const std::string kContent = "a backup of three words";

MasterKey key_of(std::string_view id) {
  auto master = make_master_key(Key::of(std::string(Key::kBytes, 'a')).value());
  if (master.id != id) throw KeyError("no such master key");
  return master;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string{reinterpret_cast<const char*>(data), size});
  try {
    SealedReader reader(in, key_of);
    if (reader.read(kContent.size()) != kContent) std::abort();
    reader.expect_end();
  } catch (const StreamDamaged&) {
    // what everything else must lead to
  } catch (const KeyError&) {
    // and a header that names another master key
  }
  return 0;
}
