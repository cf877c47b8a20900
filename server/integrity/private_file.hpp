#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// Small files that are their owner's alone (mode 0600) and that are there either whole or not at all: written beside
// their place, synced, then put there in one step. All throw std::runtime_error, naming the file.
namespace callroom::integrity {

/// nullopt: there is none. Refuses one that others may read or write, as ssh does with its keys.
[[nodiscard]] std::optional<std::string> read_private_file(const std::filesystem::path& path);

enum class Created : std::uint8_t { kYes, kWasThere };
/// Never overwrites: of several processes that try at once, one succeeds.
[[nodiscard]] Created create_private_file(const std::filesystem::path& path, std::string_view content);
/// Takes the place of what is there. Whoever reads meanwhile reads the one or the other.
void replace_private_file(const std::filesystem::path& path, std::string_view content);

}  // namespace callroom::integrity
