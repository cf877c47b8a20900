#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace callroom::integrity {

/// The one spelling of a JSON value, so that the same facts give the same bytes to sign: RFC 8785 for what we sign.
/// No white space, members in the order of their names' bytes, strings with the shortest escapes. Throws
/// std::invalid_argument for what would need more rules than that: a fraction, and a name that is not ASCII (RFC 8785
/// sorts those by UTF-16 units).
[[nodiscard]] std::string canonical_json(const boost::json::value& value);

}  // namespace callroom::integrity
