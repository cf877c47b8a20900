#pragma once

#include <boost/system/result.hpp>

namespace base {

/// An expected outcome: a value or a refusal from a closed enum. Broken infrastructure throws instead.
template <class T, class E>
using Result = boost::system::result<T, E>;

}  // namespace base
