#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace http {

struct StaticFilesOptions {
  /// Everything below it is public.
  std::filesystem::path root;
  /// Files below this request path have their content's hash in their name and may be cached for ever.
  std::string immutable_prefix = "/assets/";
  /// kIndex: a path that names no file and has no extension gets /index.html, for applications that route by path.
  enum class Fallback : std::uint8_t { kNone, kIndex };
  Fallback fallback = Fallback::kNone;
};

/// Files of one folder, found once when it is made: a request is looked up in that list and never turned into a path of
/// the file system, so that no request can reach anything else. Symbolic links are taken in only if what they point to
/// is a file below the root; links to folders are not followed. Constant after construction; any thread.
///
/// A file `x.br` or `x.gz` beside `x` is its compressed form and is sent in its place to whoever accepts it. Files that
/// change while the server runs need a restart: their ETag is that of the start.
class StaticFiles {
 public:
  /// Reads every file once (for its ETag). Throws std::runtime_error naming the folder or file that cannot be read.
  explicit StaticFiles(StaticFilesOptions options);
  ~StaticFiles();
  StaticFiles(StaticFiles&&) noexcept;
  StaticFiles& operator=(StaticFiles&&) noexcept;

  /// 200 or 304 for GET and HEAD of a known path; nullopt for everything else, which is the caller's 404 or 405.
  [[nodiscard]] std::optional<Response> respond(const Request& request) const;
  /// Files found, compressed forms not counted.
  [[nodiscard]] std::size_t size() const;

 private:
  class Index;
  std::unique_ptr<Index> index_;
};

}  // namespace http
