#include "cli/backup_files.hpp"

#include "cli/globals.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace callroom::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot(const char* what, const fs::path& path) {
  throw CommandFailed(std::string("cannot ") + what + " " + path.string() + ": " +
                      std::generic_category().message(errno));
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path{"."}; }

void sync(const fs::path& path, int flags) {
  const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
  if (handle < 0) cannot("open", path);
  const int synced = ::fsync(handle);
  const int why = errno;
  ::close(handle);
  errno = why;
  if (synced != 0) cannot("sync", path);
}

}  // namespace

WorkFolder::WorkFolder(const fs::path& parent) {
  auto pattern = ((parent.empty() ? fs::path{"."} : parent) / ".callroom-work-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) cannot("make a folder in", parent.empty() ? fs::path{"."} : parent);
  path_ = pattern;
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;  // its name says what it is; nobody else can read it
  fs::remove_all(path_, ignored);
}

void make_private_folder(const fs::path& folder) {
  if (fs::exists(folder)) return;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path());
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) cannot("make the folder", folder);
}

void put_in_place(const fs::path& file, const fs::path& place) {
  if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0) cannot("protect", file);
  sync(file, O_RDONLY);
  // A link, unlike a rename, never takes the place of what is there.
  if (::link(file.c_str(), place.c_str()) != 0) cannot("make", place);
  if (::unlink(file.c_str()) != 0) cannot("remove", file);
  sync(folder_of(place), O_RDONLY | O_DIRECTORY);
}

}  // namespace callroom::cli
