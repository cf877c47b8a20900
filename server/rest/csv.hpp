#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callroom::rest {

/// One line of a CSV file (RFC 4180, CRLF at its end). A cell that a spreadsheet would take for a formula gets an
/// apostrophe before it, so that opening an export runs nothing that somebody wrote into a name (OWASP, CSV injection).
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

}  // namespace callroom::rest
