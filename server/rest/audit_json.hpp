#pragma once

#include "domain/audit.hpp"

#include <boost/json/object.hpp>

namespace callroom::rest {

/// An audit record as contract/openapi.yaml has it.
[[nodiscard]] boost::json::object audit_json(const domain::AuditRecord& record);

}  // namespace callroom::rest
