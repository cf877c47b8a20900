#pragma once

#include <string_view>

namespace callroom::ops {

/// What this binary was made of; all constant.
struct BuildInfo {
  std::string_view name;        ///< "callroom"
  std::string_view version;     ///< of the project, "0.1.0"
  std::string_view commit;      ///< abbreviated git commit, "-dirty" when files differed; "unknown" without git
  std::string_view build_type;  ///< "Release"
  std::string_view compiler;    ///< "GNU 12.2.0"
};
[[nodiscard]] BuildInfo build_info() noexcept;

}  // namespace callroom::ops
