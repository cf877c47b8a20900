#include "store/mongo/mongo_key_care.hpp"

#include "store/mongo/documents.hpp"
#include "store/mongo/filters.hpp"
#include "store/mongo/key_collection.hpp"
#include "vault/sealed_text.hpp"

#include <stdexcept>

namespace callroom::store {
namespace {

constexpr std::size_t kBatch = 500;

/// Its records that are readable without any key.
std::int64_t plain_audit_of(mongo::Database& database, const domain::UserId& user) {
  std::int64_t count = 0;
  const auto only_metadata = mongo::Document{}.document("projection", mongo::Document{}.integer("metadata", 1));
  database.each(mongo::kAudit, mongo::refers_to("userId", user.str()), only_metadata, [&](mongo::View view) {
    const auto text = view.text("metadata");
    if (!text || !text->starts_with(vault::kSealedPrefix)) ++count;
  });
  return count;
}

}  // namespace

MongoKeyCare::MongoKeyCare(const base::Secret& uri, const base::Clock& clock, const MongoOptions& options)
    : database_(uri, clock),
      sealing_(mongo::sealing_for(database_, clock, options)),
      committer_(database_, sealing_, clock, {}) {
  if (!sealing_.vault) throw std::invalid_argument("key care needs a vault");
  mongo::make_ready(database_, committer_, sealing_, options.on_sealing);
}

app::KeyCare::Status MongoKeyCare::status() {
  return {sealing_.vault->current_master_key_id(), mongo::count_by_master(database_)};
}

std::int64_t MongoKeyCare::rewrap(const std::function<void(std::int64_t done)>& report) {
  const auto current = sealing_.vault->current_master_key_id();
  std::int64_t done = 0;
  for (std::string after;;) {
    const auto batch = mongo::wrapped_by_others(database_, current, after, kBatch);
    if (batch.empty()) return done;
    for (const auto& key : batch) mongo::rewrap(database_, key, sealing_.vault->rewrap(key));
    after = batch.back().id;
    done += static_cast<std::int64_t>(batch.size());
    if (report) report(done);
  }
}

std::optional<app::KeyCare::Erased> MongoKeyCare::erase(const domain::UserId& user,
                                                        const std::vector<domain::AuditRecord>& told) {
  const auto erasure = committer_.erase(user, told);
  if (!erasure) return std::nullopt;
  return Erased{.had_record = erasure->had_record,
                .keys = static_cast<std::int64_t>(erasure->keys),
                .plain_audit = plain_audit_of(database_, user),
                .traces = Traces::kDatabaseHistory};
}

}  // namespace callroom::store
