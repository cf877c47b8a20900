#include "auth/key_source.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <chrono>
#include <new>

namespace callroom::auth {
namespace {

/// A thread waits for this answer, so it must be short: a key set is one small file of a server that is always up.
constexpr std::chrono::milliseconds kConnectTimeout{2'000};
constexpr std::chrono::milliseconds kFetchTimeout{3'000};
constexpr long kHttpOk = 200;

struct CurlFree {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CurlFree>;

/// libcurl's write callback: appends, and by taking less than was offered ends a transfer that grows too large.
std::size_t append(char* data, std::size_t size, std::size_t count, void* target) {
  auto& text = *static_cast<std::string*>(target);
  const auto bytes = size * count;
  if (text.size() + bytes > kMaxKeySetBytes) return 0;
  text.append(data, bytes);
  return bytes;
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
  if (const auto code = curl_easy_setopt(handle, option, value); code != CURLE_OK) {
    throw KeySourceError{fmt::format("libcurl option {}: {}", static_cast<int>(option), curl_easy_strerror(code))};
  }
}

class UrlKeySource final : public KeySource {
 public:
  UrlKeySource(std::string url, std::filesystem::path ca_file) : url_(std::move(url)), ca_file_(std::move(ca_file)) {
    // Counted and thread-safe since libcurl 7.84; undone in the destructor.
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw KeySourceError{"libcurl cannot be initialised"};
  }
  ~UrlKeySource() override { curl_global_cleanup(); }
  UrlKeySource(const UrlKeySource&) = delete;
  UrlKeySource& operator=(const UrlKeySource&) = delete;

  std::string fetch() override {
    const Handle handle{curl_easy_init()};
    if (!handle) throw std::bad_alloc{};
    std::string text;
    prepare(handle.get(), text);
    const auto code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) throw KeySourceError{fmt::format("key set {}: {}", url_, curl_easy_strerror(code))};
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != kHttpOk) throw KeySourceError{fmt::format("key set {}: answered with status {}", url_, status)};
    return text;
  }

 private:
  void prepare(CURL* handle, std::string& text) const {
    set(handle, CURLOPT_URL, url_.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!ca_file_.empty()) set(handle, CURLOPT_CAINFO, ca_file_.c_str());
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectTimeout.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(kFetchTimeout.count()));
    set(handle, CURLOPT_NOSIGNAL, 1L);  // no SIGALRM in a program with threads
    set(handle, CURLOPT_WRITEFUNCTION, append);
    set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&text));
  }

  std::string url_;
  std::filesystem::path ca_file_;
};

}  // namespace

std::unique_ptr<KeySource> make_url_key_source(std::string url, std::filesystem::path ca_file) {
  return std::make_unique<UrlKeySource>(std::move(url), std::move(ca_file));
}

}  // namespace callroom::auth
