#pragma once

#include "store/sealing.hpp"

#include <initializer_list>
#include <memory>
#include <string>

namespace callroom::store::test {

/// A master key of 32 times this byte.
inline vault::MasterKey master_key(char byte) {
  return vault::make_master_key(vault::Key::of(std::string(vault::Key::kBytes, byte)).value());
}

/// Everything sealed under the master key `current`; `previous` ones only unwrap.
inline Sealing sealing_with(char current, std::initializer_list<char> previous = {}) {
  vault::MasterKeys keys(master_key(current));
  for (const char byte : previous) keys.add_previous(master_key(byte));
  return {std::make_shared<const vault::Vault>(std::move(keys)), vault::SealingPolicy{}};
}

}  // namespace callroom::store::test
