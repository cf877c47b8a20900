#pragma once

#include "auth/key_source.hpp"

#include <memory>
#include <string>
#include <utility>

namespace callroom::auth::testing {

/// A key source whose answers the test writes.
struct Script {
  std::string text;
  bool fails = false;
  int fetches = 0;
};

class ScriptedSource final : public KeySource {
 public:
  explicit ScriptedSource(std::shared_ptr<Script> script) : script_(std::move(script)) {}
  std::string fetch() override {
    ++script_->fetches;
    if (script_->fails) throw KeySourceError{"the identity provider is down"};
    return script_->text;
  }

 private:
  std::shared_ptr<Script> script_;
};

}  // namespace callroom::auth::testing
