#include "store/memory/apply.hpp"

#include "integrity/audit_chain.hpp"
#include "store/audit_form.hpp"

#include <optional>
#include <utility>

namespace callroom::store {

using app::CommitOutcome;

namespace {

template <class Parts, class Apply>
CommitOutcome each(const Parts& parts, const Apply& apply) {
  for (const auto& part : parts) {
    if (const auto outcome = apply(part); outcome != CommitOutcome::kDone) return outcome;
  }
  return CommitOutcome::kDone;
}

}  // namespace

MemoryChange::~MemoryChange() {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

template <class Map, class Key, class Value>
void MemoryChange::set(Map& map, const Key& key, const Value& value) {
  const auto found = map.find(key);
  std::optional<typename Map::mapped_type> before;
  if (found != map.end()) before = found->second;
  undo_.push_back([&map, key, before = std::move(before)] {
    if (before) {
      map.insert_or_assign(key, *before);
    } else {
      map.erase(key);
    }
  });
  map.insert_or_assign(key, value);
}

template <class Map, class Key>
void MemoryChange::erase(Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) return;
  undo_.push_back([&map, key, before = found->second] { map.insert_or_assign(key, before); });
  map.erase(found);
}

CommitOutcome MemoryChange::apply(const app::Commit& commit) {
  // The order is part of the contract: where two parts are refused, the first one's reason is given.
  auto outcome = each(commit.new_users, [this](const auto& part) { return add(part); });
  if (outcome == CommitOutcome::kDone)
    outcome = each(commit.changed_users, [this](const auto& part) { return change(part); });
  if (outcome == CommitOutcome::kDone)
    outcome = each(commit.new_sessions, [this](const auto& part) { return add(part); });
  if (outcome == CommitOutcome::kDone)
    outcome = each(commit.sessions, [this](const auto& part) { return change(part); });
  if (outcome == CommitOutcome::kDone) outcome = each(commit.presence, [this](const auto& part) { return put(part); });
  if (outcome == CommitOutcome::kDone) outcome = each(commit.quality, [this](const auto& part) { return put(part); });
  if (outcome == CommitOutcome::kDone) outcome = each(commit.ratings, [this](const auto& part) { return put(part); });
  if (outcome == CommitOutcome::kDone) outcome = each(commit.audit, [this](const auto& part) { return add(part); });
  if (outcome == CommitOutcome::kDone) undo_.clear();
  return outcome;
}

CommitOutcome MemoryChange::add(const domain::User& user) {
  if (records_.users.contains(user.id) || records_.by_email.contains(user.email)) return CommitOutcome::kDuplicate;
  set(records_.users, user.id, user);
  set(records_.by_email, user.email, user.id);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::change(const domain::User& user) {
  const auto stored = records_.users.find(user.id);
  if (stored == records_.users.end()) return CommitOutcome::kConflict;
  const auto owner = records_.by_email.find(user.email);
  if (owner != records_.by_email.end() && owner->second != user.id) return CommitOutcome::kDuplicate;
  const std::string old_email = stored->second.email;
  erase(records_.by_email, old_email);
  set(records_.by_email, user.email, user.id);
  set(records_.users, user.id, user);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::add(const domain::Session& session) {
  if (records_.sessions.contains(session.id)) return CommitOutcome::kDuplicate;
  if (session.meeting_link && records_.by_room.contains(*session.meeting_link)) return CommitOutcome::kDuplicate;
  set(records_.sessions, session.id, session);
  if (session.meeting_link) set(records_.by_room, *session.meeting_link, session.id);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::change(const app::SessionWrite& write) {
  const auto stored = records_.sessions.find(write.after.id);
  if (stored == records_.sessions.end() || stored->second.revision != write.expected_revision)
    return CommitOutcome::kConflict;
  const auto& link = write.after.meeting_link;
  if (link) {
    const auto owner = records_.by_room.find(*link);
    if (owner != records_.by_room.end() && owner->second != write.after.id) return CommitOutcome::kDuplicate;
  }
  if (const auto old_link = stored->second.meeting_link) erase(records_.by_room, *old_link);
  if (link) set(records_.by_room, *link, write.after.id);
  auto after = write.after;
  after.revision = write.expected_revision + 1;
  set(records_.sessions, after.id, after);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::put(const domain::PresenceInterval& stay) {
  set(records_.presence, stay.id, stay);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::put(const domain::QualitySample& sample) {
  const std::tuple key{sample.session_id, sample.user_id, sample.reading.at};
  if (!records_.quality.contains(key)) set(records_.quality, key, sample);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::put(const domain::CallRating& rating) {
  set(records_.ratings, std::pair{rating.session_id, rating.user_id}, rating);
  return CommitOutcome::kDone;
}

CommitOutcome MemoryChange::add(const domain::AuditRecord& record) {
  if (records_.audit.contains(record.id)) return CommitOutcome::kDuplicate;
  set(records_.audit, record.id, record);
  auto head = records_.head.at(0);
  integrity::ChainHasher hasher;
  const auto chained = attach(hasher, head, to_stored(record));
  set(records_.chain, chained.record.seq, chained);
  set(records_.head, 0, head);
  return CommitOutcome::kDone;
}

}  // namespace callroom::store
