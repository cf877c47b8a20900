#pragma once

#include "temporary_folder.hpp"

#include <string>

namespace http::test {

/// A fresh key and a self-signed certificate for localhost, as PEM files in `folder`.
struct Certificate {
  std::string certificate_file;
  std::string key_file;
};

[[nodiscard]] Certificate make_certificate(const TemporaryFolder& folder, const std::string& name = "server");

}  // namespace http::test
