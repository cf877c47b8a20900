#include "integrity/tombstone.hpp"

#include "base/iso_time.hpp"
#include "integrity/audit_chain.hpp"
#include "integrity/signed_document.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

constexpr std::string_view kType = "callroom-audit-tombstone/1";

json::object facts_of(const app::Tombstone& tombstone) {
  return {{"fromSeq", tombstone.from_seq},
          {"toSeq", tombstone.to_seq},
          {"prevHash", tombstone.prev_hash},
          {"lastHash", tombstone.last_hash}};
}

}  // namespace

std::vector<app::Tombstone> tombstones_for(std::vector<app::ChainedAudit> records) {
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.record.seq < b.record.seq; });
  ChainHasher hasher;
  std::vector<app::Tombstone> runs;
  for (const auto& [record, prev_hash, hash] : records) {
    if (hasher.hash(record, prev_hash) != hash) throw BrokenChain(record.seq);
    if (runs.empty() || runs.back().to_seq + 1 != record.seq) {
      runs.push_back({record.seq, record.seq, prev_hash, hash, {}});
      continue;
    }
    if (runs.back().last_hash != prev_hash) throw BrokenChain(record.seq);
    runs.back().to_seq = record.seq;
    runs.back().last_hash = hash;
  }
  return runs;
}

app::Tombstone join(const app::Tombstone& before, const app::Tombstone& after) {
  if (before.last_hash != after.prev_hash) throw BrokenChain(after.from_seq);
  return {before.from_seq, after.to_seq, before.prev_hash, after.last_hash, {}};
}

std::string sign_tombstone(app::Signer& signer, const app::Tombstone& tombstone, base::WallTime now) {
  auto document = facts_of(tombstone);
  document["type"] = kType;
  document["sweptAt"] = base::to_iso(now);
  return json::serialize(sign_document(signer, std::move(document)));
}

Verdict verify_tombstone(const std::vector<app::PublicKey>& keys, const app::Tombstone& tombstone) {
  boost::system::error_code error;
  const auto parsed = json::parse(tombstone.document, error);
  if (error || !parsed.is_object()) return Verdict::kUnsigned;
  const auto& document = parsed.get_object();
  if (const auto verdict = verify_document(keys, document, kType); verdict != Verdict::kGood) return verdict;
  for (const auto& fact : facts_of(tombstone)) {
    const auto* said = document.if_contains(fact.key());
    if (said == nullptr || *said != fact.value()) return Verdict::kBadSignature;
  }
  return Verdict::kGood;
}

}  // namespace callroom::integrity
