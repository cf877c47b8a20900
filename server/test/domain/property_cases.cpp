#include <cstdlib>

namespace {

/// RapidCheck's own 100 cases are too few for the histories of a call; 1000 take two seconds. It reads RC_PARAMS once,
/// at the first property; a value from outside (a seed to reproduce) goes before this one.
const int kSetBeforeTheFirstProperty = ::setenv("RC_PARAMS", "max_success=1000", 0);

}  // namespace
