#pragma once

#include "store/transfer/form.hpp"

#include <optional>
#include <string>

// A key as text: how far a transfer has come, kept in its target.
namespace callroom::store::transfer {

/// A JSON array.
[[nodiscard]] std::string write_position(const Record& key);
/// Throws app::StoreUnavailable for what is none.
[[nodiscard]] Record read_position(const Form& form, const std::string& text);

}  // namespace callroom::store::transfer
