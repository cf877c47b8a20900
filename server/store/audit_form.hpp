#pragma once

#include "app/ports/audit_log.hpp"
#include "domain/audit.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

// How an audit record stands in every store, so that its hash is the same in each of them.
namespace callroom::store {

/// Without its place in the chain. `metadata`: as it is to stand there.
[[nodiscard]] app::StoredAudit to_stored(const domain::AuditRecord& record, std::string metadata);
[[nodiscard]] app::StoredAudit to_stored(const domain::AuditRecord& record);

/// A JSON object of strings.
[[nodiscard]] std::string write_metadata(const std::map<std::string, std::string>& metadata);
/// nullopt: not written by write_metadata.
[[nodiscard]] std::optional<std::map<std::string, std::string>> read_metadata(std::string_view text);

}  // namespace callroom::store
