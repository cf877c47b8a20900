#include "app/people.hpp"

namespace callroom::app {

SessionPeople People::of(const domain::Session& session) {
  return {person(session.client_id), person(session.psychologist_id)};
}

const Person& People::person(const domain::UserId& id) {
  const auto known = known_.find(id);
  if (known != known_.end()) return known->second;
  const auto user = store_.user(id);
  return known_.emplace(id, user ? Person{id, user->name, user->email} : Person{id, {}, {}}).first->second;
}

}  // namespace callroom::app
