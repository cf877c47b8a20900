#pragma once

#include <filesystem>

namespace callroom::cli {

/// A folder of our own (mode 0700) below another one, gone with this object: what is half-done stands nowhere else.
class WorkFolder {
 public:
  /// `parent` empty: the current folder. Throws CommandFailed.
  explicit WorkFolder(const std::filesystem::path& parent);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Makes the folder, mode 0700, unless it is there.
void make_private_folder(const std::filesystem::path& folder);
/// Moves a finished file to its place in one step, durably, readable by its owner only. Throws CommandFailed: something
/// is there already, or it cannot be done.
void put_in_place(const std::filesystem::path& file, const std::filesystem::path& place);

}  // namespace callroom::cli
