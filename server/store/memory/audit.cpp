#include "integrity/tombstone.hpp"
#include "store/cursor.hpp"
#include "store/memory/memory_store.hpp"

#include <algorithm>
#include <iterator>

namespace callroom::store {
namespace {

bool matches(const domain::AuditRecord& record, const app::AuditFilter& filter) {
  return (!filter.session || record.session_id == filter.session) && (!filter.user || record.user_id == filter.user) &&
         (!filter.action || record.action == *filter.action) && (!filter.from || record.timestamp >= *filter.from) &&
         (!filter.until || record.timestamp <= *filter.until);
}

bool is_due(const app::StoredAudit& record, const app::SweepPlan& plan) {
  const auto action = domain::parse_audit_action(record.action);
  const auto before = action ? plan.before.find(*action) : plan.before.end();
  return before != plan.before.end() && record.timestamp < before->second.time_since_epoch().count();
}

void put_tombstone(std::map<std::int64_t, app::Tombstone>& all, app::Tombstone tombstone,
                   const app::SignTombstone& sign) {
  auto after = all.find(tombstone.to_seq + 1);
  if (after != all.end()) {
    tombstone = integrity::join(tombstone, after->second);
    all.erase(after);
  }
  const auto next = all.lower_bound(tombstone.from_seq);
  if (next != all.begin() && std::prev(next)->second.to_seq == tombstone.from_seq - 1) {
    tombstone = integrity::join(std::prev(next)->second, tombstone);
    all.erase(std::prev(next));
  }
  tombstone.document = sign(tombstone);
  all.emplace(tombstone.from_seq, tombstone);
}

}  // namespace

app::Page<domain::AuditRecord> MemoryStore::Log::search(const app::AuditFilter& filter, const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kAudit, page);
  std::vector<domain::AuditRecord> found;
  for (auto records = records_.lock(); const auto& [id, record] : records->audit) {
    if (matches(record, filter) && (!after || audit_position(record) < *after)) found.push_back(record);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return audit_position(a) > audit_position(b); });
  return make_page(std::move(found), page_size(page), CursorOf::kAudit, audit_position);
}

app::ChainHead MemoryStore::Log::head() { return records_.lock()->head.at(0); }

std::vector<app::ChainedAudit> MemoryStore::Log::chain(std::int64_t after, std::size_t limit) {
  auto records = records_.lock();
  std::vector<app::ChainedAudit> found;
  for (auto next = records->chain.upper_bound(after); next != records->chain.end() && found.size() < limit; ++next) {
    found.push_back(next->second);
  }
  return found;
}

std::optional<app::Tombstone> MemoryStore::Log::tombstone_at(std::int64_t seq) {
  auto records = records_.lock();
  const auto next = records->tombstones.upper_bound(seq);
  if (next == records->tombstones.begin() || std::prev(next)->second.to_seq < seq) return std::nullopt;
  return std::prev(next)->second;
}

std::vector<app::ChainedAudit> MemoryStore::Log::chain_of(const domain::SessionId& session) {
  std::vector<app::ChainedAudit> found;
  for (auto records = records_.lock(); const auto& [seq, chained] : records->chain) {
    if (chained.record.session_id == session.str()) found.push_back(chained);
  }
  return found;
}

std::size_t MemoryStore::Log::sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) {
  auto records = records_.lock();
  std::vector<app::ChainedAudit> due;
  for (const auto& [seq, chained] : records->chain) {
    if (due.size() < plan.limit && is_due(chained.record, plan)) due.push_back(chained);
  }
  // Everything that may throw, on a copy.
  auto tombstones = records->tombstones;
  for (const auto& run : integrity::tombstones_for(due)) put_tombstone(tombstones, run, sign);
  records->tombstones = std::move(tombstones);
  for (const auto& chained : due) {
    records->chain.erase(chained.record.seq);
    records->audit.erase(domain::AuditId::parse(chained.record.id).value());
  }
  return due.size();
}

std::size_t MemoryStore::Log::sweep_feedback(base::WallTime before) {
  auto records = records_.lock();
  return std::erase_if(records->quality, [&](const auto& each) { return each.second.received_at < before; }) +
         std::erase_if(records->ratings, [&](const auto& each) { return each.second.rated_at < before; });
}

}  // namespace callroom::store
