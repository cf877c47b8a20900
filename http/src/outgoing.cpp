#include "outgoing.hpp"

#include "text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>

namespace http {
namespace {

// Below this a copy behind the head costs less than a second packet or TLS record.
constexpr std::size_t kInline = std::size_t{8} * 1024;

bool forbids_body(unsigned status) { return status == 204 || status == 304; }

/// Set by the connection, whatever the handler says.
bool is_framing_field(std::string_view name) {
  return iequals(name, "Content-Length") || iequals(name, "Transfer-Encoding") || iequals(name, "Connection") ||
         iequals(name, "Date");
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::optional<FileReader> FileReader::open(const std::filesystem::path& path, int& error) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) {
    error = errno;
    return std::nullopt;
  }
  struct stat info {};
  FileReader reader{descriptor, 0};
  if (::fstat(descriptor, &info) != 0) {
    error = errno;
    return std::nullopt;
  }
  if (!S_ISREG(info.st_mode)) {
    error = EISDIR;
    return std::nullopt;
  }
  reader.size_ = static_cast<std::uint64_t>(info.st_size);
  return reader;
}

FileReader::FileReader(FileReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

FileReader& FileReader::operator=(FileReader&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

FileReader::~FileReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::ptrdiff_t FileReader::read(char* area, std::size_t bytes) {
  std::size_t have = 0;
  while (have < bytes) {
    const auto got = ::read(descriptor_, area + have, bytes - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return static_cast<std::ptrdiff_t>(have);
}

std::string imf_fixdate(std::int64_t unix_seconds) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = unix_seconds;
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  // Names by hand: strftime's follow the locale.
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                kMonths.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                utc.tm_sec);
  return text.data();
}

bool is_well_formed(const Response& response) {
  return response.status >= 200 && response.status <= 999 &&
         std::all_of(response.headers.begin(), response.headers.end(), [](const Headers::Field& field) {
           return text::is_token(field.first) && text::is_value(field.second);
         });
}

Outgoing::Outgoing(Response response, std::optional<FileReader> file, const Framing& framing) : file_(std::move(file)) {
  if (auto* text = std::get_if<std::string>(&response.body)) text_ = std::move(*text);
  const std::uint64_t full = file_ ? file_->size() : text_.size();
  const bool none = forbids_body(response.status);
  serialise(response, framing, none ? std::nullopt : std::optional{full});
  if (none || framing.body == Framing::Body::kOmit) return;
  if (!file_ && text_.size() <= kInline) {
    head_ += text_;
    return;
  }
  length_ = full;
}

Outgoing::Outgoing(std::string raw) : head_(std::move(raw)) {}

void Outgoing::serialise(const Response& response, const Framing& framing, std::optional<std::uint64_t> length) {
  head_.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head_.append(reason_phrase(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    if (!is_framing_field(name)) append_field(head_, name, value);
  }
  append_field(head_, "Date", framing.date);
  append_field(head_, "Connection", framing.after == Framing::After::kClose ? "close" : "keep-alive");
  if (length) append_field(head_, "Content-Length", std::to_string(*length));
  head_.append("\r\n");
}

std::optional<std::string_view> Outgoing::next() {
  if (!head_sent_) {
    head_sent_ = true;
    return head_;
  }
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(kSlice, length_ - sent_));
  if (bytes == 0) return std::string_view{};
  const auto offset = static_cast<std::size_t>(sent_);
  sent_ += bytes;
  if (!file_) return std::string_view{text_}.substr(offset, bytes);
  if (!area_) area_ = std::make_unique<char[]>(std::min<std::size_t>(kSlice, bytes));
  // Fewer bytes: the file shrank since its length was announced; the connection must break rather than make them up.
  if (file_->read(area_.get(), bytes) != static_cast<std::ptrdiff_t>(bytes)) return std::nullopt;
  return std::string_view{area_.get(), bytes};
}

}  // namespace http
