#pragma once

#include <cstdint>
#include <compare>
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

/// Tells two writings of a file apart, as every writing here is a new file put in the old one's place.
struct FileVersion {
  std::uint64_t inode = 0;
  std::int64_t modified = 0;  ///< Nanoseconds since 1970. Clock ticks are coarser than a quick second writing.
  auto operator<=>(const FileVersion&) const = default;
};
/// nullopt: there is no such file.
[[nodiscard]] std::optional<FileVersion> version_of(const std::filesystem::path& file);

}  // namespace callroom::integrity
