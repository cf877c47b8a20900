#include "http/static_files.hpp"

#include "base/base64.hpp"
#include "content_negotiation.hpp"
#include "outgoing.hpp"
#include "text.hpp"

#include <openssl/evp.h>
#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_map>

namespace http {
namespace {

namespace fs = std::filesystem;

// 96 bits of SHA-256: 16 characters; no two files of one site will ever share them.
constexpr std::size_t kTagBytes = 12;
constexpr std::size_t kHashRead = std::size_t{16} * 1024;

struct StaticFile {
  fs::path plain;
  std::optional<fs::path> brotli;
  std::optional<fs::path> gzip;
  std::string tag;  // Without quotes; each form adds its own suffix (RFC 9110, section 8.8.3.3).
};

std::string content_tag(const fs::path& path) {
  int error = 0;
  auto file = FileReader::open(path, error);
  if (!file) throw std::runtime_error{"static file '" + path.string() + "' cannot be read"};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error{"no SHA-256"};
  std::array<char, kHashRead> area{};
  std::ptrdiff_t got = 0;
  while ((got = file->read(area.data(), area.size())) > 0) {
    EVP_DigestUpdate(hash.get(), area.data(), static_cast<std::size_t>(got));
  }
  if (got < 0) throw std::runtime_error{"static file '" + path.string() + "' cannot be read"};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr);
  return base::base64url_encode({reinterpret_cast<const char*>(digest.data()), kTagBytes});
}

bool is_below(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

/// Request path to file, for every regular file below `root` (canonical).
std::unordered_map<std::string, fs::path> list(const fs::path& root) {
  std::unordered_map<std::string, fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    std::error_code error;
    const auto real = fs::canonical(entry.path(), error);  // A dangling link has none.
    if (error || !fs::is_regular_file(real, error) || !is_below(real, root)) continue;
    found.emplace("/" + entry.path().lexically_relative(root).generic_string(), real);
  }
  return found;
}

/// Nothing that a browser's router makes up: no dot segments, no controls, no backslash.
bool is_plain_path(std::string_view path) {
  if (path.find("/..") != std::string_view::npos || path.find("/./") != std::string_view::npos) return false;
  return std::all_of(path.begin(), path.end(), [](char c) { return text::is_value_char(c) && c != '\\' && c != '\t'; });
}

bool has_extension(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

class StaticFiles::Index {
 public:
  explicit Index(StaticFilesOptions options) : options_(std::move(options)) {
    std::error_code error;
    const auto root = fs::canonical(options_.root, error);
    if (error || !fs::is_directory(root)) {
      throw std::runtime_error{"static folder '" + options_.root.string() + "' does not exist"};
    }
    const auto found = list(root);
    const auto form = [&found](const std::string& name) -> std::optional<fs::path> {
      const auto it = found.find(name);
      return it == found.end() ? std::nullopt : std::optional{it->second};
    };
    for (const auto& [name, path] : found) {
      const bool compressed = name.ends_with(".br") || name.ends_with(".gz");
      if (compressed && found.contains(name.substr(0, name.size() - 3))) continue;
      files_.emplace(name, StaticFile{path, form(name + ".br"), form(name + ".gz"), content_tag(path)});
    }
  }

  [[nodiscard]] std::size_t size() const { return files_.size(); }

  [[nodiscard]] std::optional<Response> respond(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
    const auto path = percent_decode(request.path);
    if (!path || !path->starts_with('/')) return std::nullopt;
    const auto entry = find(*path);
    if (entry == files_.end()) return std::nullopt;
    return answer(request, entry->first, entry->second);
  }

 private:
  using Files = std::unordered_map<std::string, StaticFile>;

  [[nodiscard]] Files::const_iterator find(const std::string& path) const {
    const auto exact = files_.find(path.ends_with('/') ? path + "index.html" : path);
    const bool routed = options_.fallback == StaticFilesOptions::Fallback::kIndex && is_plain_path(path) &&
                        !has_extension(path) && !path.starts_with(options_.immutable_prefix);
    return exact == files_.end() && routed ? files_.find("/index.html") : exact;
  }

  [[nodiscard]] Response answer(const Request& request, const std::string& name, const StaticFile& file) const {
    const auto coding = choose_coding(request.headers.find("Accept-Encoding"),
                                      {.brotli = file.brotli.has_value(), .gzip = file.gzip.has_value()});
    const std::string_view coding_name = coding == Coding::kBrotli ? "br" : coding == Coding::kGzip ? "gzip" : "";
    const auto tag = '"' + file.tag + (coding_name.empty() ? "" : "-" + std::string{coding_name}) + '"';

    Response response;
    const bool immutable = name.starts_with(options_.immutable_prefix);
    response.headers.add("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.add("ETag", tag);
    if (file.brotli || file.gzip) response.headers.add("Vary", "Accept-Encoding");
    if (const auto known = request.headers.find("If-None-Match"); known && etag_matches(*known, tag)) {
      response.status = 304;
      return response;
    }
    response.headers.add("Content-Type", std::string{content_type(name)});
    if (!coding_name.empty()) response.headers.add("Content-Encoding", std::string{coding_name});
    response.body = FileBody{coding == Coding::kBrotli ? *file.brotli
                             : coding == Coding::kGzip ? *file.gzip
                                                       : file.plain};
    return response;
  }

  const StaticFilesOptions options_;
  Files files_;
};

StaticFiles::StaticFiles(StaticFilesOptions options) : index_(std::make_unique<Index>(std::move(options))) {}
StaticFiles::~StaticFiles() = default;
StaticFiles::StaticFiles(StaticFiles&&) noexcept = default;
StaticFiles& StaticFiles::operator=(StaticFiles&&) noexcept = default;

std::optional<Response> StaticFiles::respond(const Request& request) const { return index_->respond(request); }
std::size_t StaticFiles::size() const { return index_->size(); }

}  // namespace http
