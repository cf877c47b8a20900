#include "store/mongo/change.hpp"

namespace callroom::store::mongo {
namespace {

Document missing() { return Document{}.boolean("$exists", false); }

}  // namespace

Document guard_of(const std::string& id, View stored) {
  auto guard = by_id(id);
  if (stored.has(kLastCommit)) {
    guard.copy(kLastCommit, stored);
  } else {
    guard.document(kLastCommit, missing());
  }
  if (stored.has("revision")) {
    guard.copy("revision", stored);
  } else {
    guard.document("revision", missing());
  }
  return guard.document(kOutbox, missing());
}

Document update_of(const Document& set, const Document& unset) {
  Document update;
  if (!set.empty()) update.document("$set", set);
  if (!unset.empty()) update.document("$unset", unset);
  return update;
}

}  // namespace callroom::store::mongo
