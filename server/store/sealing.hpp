#pragma once

#include "vault/policy.hpp"
#include "vault/vault.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

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

/// Told after each batch of what is sealed at the start: the collection, and how many of its records were looked at.
using SealingReport = std::function<void(std::string_view collection, std::int64_t records)>;

}  // namespace callroom::store
