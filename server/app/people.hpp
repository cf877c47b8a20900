#pragma once

#include "app/call_access.hpp"
#include "app/ports/store.hpp"

#include <map>

// For the .cpp files of this folder.
namespace callroom::app {

/// The people of sessions, each read from the store once. Somebody without a user record (an identity provider knows
/// them, we do not) has an id and nothing else.
class People {
 public:
  explicit People(Store& store) : store_(store) {}
  [[nodiscard]] SessionPeople of(const domain::Session& session);

 private:
  [[nodiscard]] const Person& person(const domain::UserId& id);

  Store& store_;
  std::map<domain::UserId, Person> known_;
};

}  // namespace callroom::app
