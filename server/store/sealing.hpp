#pragma once

#include "vault/policy.hpp"
#include "vault/vault.hpp"

#include <memory>

namespace callroom::store {

/// How a store keeps personal fields.
struct Sealing {
  /// Null: in plain text.
  std::shared_ptr<const vault::Vault> vault;
  vault::SealingPolicy policy;

  [[nodiscard]] bool seals(vault::Collection collection) const noexcept {
    return vault != nullptr && policy.seals(collection);
  }
};

}  // namespace callroom::store
