#include "integrity/checkpoint.hpp"

#include "base/iso_time.hpp"
#include "integrity/signed_document.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

constexpr std::string_view kType = "callroom-audit-checkpoint/1";

[[noreturn]] void cannot(const char* what, const std::filesystem::path& file) {
  throw std::runtime_error(std::string{"cannot "} + what + " the checkpoints " + file.string() + ": " +
                           std::generic_category().message(errno));
}

std::optional<Checkpoint> facts_of(const json::object& document) {
  const auto* seq = document.if_contains("seq");
  const auto* hash = document.if_contains("hash");
  const auto* at = document.if_contains("at");
  if (seq == nullptr || !seq->is_int64() || hash == nullptr || !hash->is_string() || at == nullptr ||
      !at->is_string()) {
    return std::nullopt;
  }
  const auto time = base::from_iso(std::string_view{at->get_string()});
  if (!time) return std::nullopt;
  return Checkpoint{{seq->get_int64(), std::string{hash->get_string()}}, *time};
}

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : handle_(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {
    if (handle_ < 0) cannot("open", path);
  }
  ~File() { ::close(handle_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return handle_; }

 private:
  int handle_;
};

/// Whether the last line was cut off: the next one must not be glued to it.
bool ends_within_a_line(int handle) {
  struct stat status {};
  char last = '\n';
  if (::fstat(handle, &status) != 0 || status.st_size == 0) return false;
  return ::pread(handle, &last, 1, status.st_size - 1) == 1 && last != '\n';
}

}  // namespace

std::string sign_checkpoint(app::Signer& signer, const Checkpoint& checkpoint) {
  return json::serialize(sign_document(signer, {{"type", kType},
                                                {"seq", checkpoint.head.seq},
                                                {"hash", checkpoint.head.hash},
                                                {"at", base::to_iso(checkpoint.at)}}));
}

CheckpointLine read_checkpoint(const std::vector<app::PublicKey>& keys, std::string_view text) {
  CheckpointLine line;
  line.text = text;
  boost::system::error_code error;
  const auto parsed = json::parse(text, error);
  if (error || !parsed.is_object()) return line;
  const auto facts = facts_of(parsed.get_object());
  if (!facts) return line;
  line.verdict = verify_document(keys, parsed.get_object(), kType);
  if (line.verdict == Verdict::kGood) line.checkpoint = *facts;
  return line;
}

std::vector<CheckpointLine> read_checkpoints(const std::filesystem::path& file,
                                             const std::vector<app::PublicKey>& keys) {
  std::vector<CheckpointLine> lines;
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    if (errno == ENOENT) return lines;
    cannot("read", file);
  }
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    if (in.eof()) break;  // no end of line
    lines.push_back(read_checkpoint(keys, text));
    lines.back().number = number;
  }
  if (in.bad()) cannot("read", file);
  return lines;
}

void append_checkpoint(const std::filesystem::path& path, std::string_view line) {
  const File file{path};
  std::string text = ends_within_a_line(file.get()) ? "\n" : "";
  text += line;
  text += '\n';
  // In one piece, so that two processes' lines do not mix; a short write (a full disk) leaves a cut-off line, as a
  // crash.
  const auto written = ::write(file.get(), text.data(), text.size());
  if (written < 0) cannot("write", path);
  if (static_cast<std::size_t>(written) != text.size()) {
    errno = ENOSPC;
    cannot("write", path);
  }
  if (::fsync(file.get()) != 0) cannot("sync", path);
}

}  // namespace callroom::integrity
