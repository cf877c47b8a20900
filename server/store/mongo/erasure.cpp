#include "store/mongo/committer.hpp"
#include "store/mongo/sealed_documents.hpp"

namespace callroom::store::mongo {
namespace {

/// Another server, or another application, changed the same document between our reading and writing.
constexpr int kAttempts = 16;

/// The fields that we know. Others that another application may have put there are its own to erase.
DocumentChange overwriting(const std::string& id, const Document& found, base::WallTime now, const Fields& fields) {
  DocumentChange change;
  change.collection = kUsers;
  change.id = id;
  change.stored = found;
  const auto unique = std::string{kErased} + ":" + id;  // unique, and no look-up's result
  auto& set = change.difference.set;
  if (found.view().has("name")) set.text("name", kErased);
  if (found.view().has("email")) set.text("email", unique);
  if (fields.seals(vault::Collection::kUsers)) set.text(unique_field(kUsers, fields), unique);
  if (found.view().has("passwordHash")) set.text("passwordHash", "");
  set.time("updatedAt", now);
  return change;
}

}  // namespace

std::optional<Committer::Erasure> Committer::erase(const domain::UserId& user,
                                                   const std::vector<domain::AuditRecord>& told) {
  settle();
  const auto passed = gate_.together();
  const std::lock_guard only_writer(stripe_of(user.str()));
  app::Commit commit;
  commit.audit = told;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto found = database_.find_one(kUsers, by_id(user.str()));
    if (found && found->view().has(kOutbox)) {
      finish(kUsers, found->view());
      continue;
    }
    Fields fields(database_, sealing_);
    const Parts parts{commit, fields, live_keys(database_, vault::user_scope(user.str()))};
    if (!found && parts.destroyed_keys.empty()) return std::nullopt;
    const auto written = found ? write_one(overwriting(user.str(), *found, clock_.now(), fields), parts)
                               : write_all({}, parts);
    if (written != Written::kYes) continue;  // changed meanwhile
    settle();  // decided is not enough here: the keys are to be gone when this is told as done
    return Erasure{found.has_value(), parts.destroyed_keys.size()};
  }
  throw app::StoreUnavailable("a record was changed by others at every attempt");
}

}  // namespace callroom::store::mongo
