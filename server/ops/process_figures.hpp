#pragma once

#include "ops/exposition.hpp"

namespace callroom::ops {

/// The figures of the process that every Prometheus library gives, by their names there: CPU, memory, files, start.
void write_process(Exposition& page);

}  // namespace callroom::ops
