#pragma once

#include <gtest/gtest.h>
#include <string>

namespace callroom::store::test {

/// Runs `act`, which must throw an `Exception`; gives its text.
template <class Exception, class Act>
std::string text_of_throw(const Act& act) {
  try {
    act();
  } catch (const Exception& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

}  // namespace callroom::store::test
