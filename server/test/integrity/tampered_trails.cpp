#include "test/integrity/tampered_trails.hpp"

#include "integrity/audit_chain.hpp"
#include "store/memory/memory_store.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/sqlite/audit_rows.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/temp_dir.hpp"

#include <map>
#include <optional>

namespace callroom::integrity::test {
namespace {

constexpr const char* kForgedId = "ffffffffffffffffffffffff";

app::ChainedAudit forgery(app::ChainedAudit like, std::int64_t seq, const std::string& prev_hash) {
  like.record.seq = seq;
  like.record.id = kForgedId;
  like.record.ip_address = "203.0.113.66";
  like.prev_hash = prev_hash;
  like.hash = ChainHasher{}.hash(like.record, prev_hash);
  return like;
}

class MemoryTrail final : public Trail, private app::AuditLog {
 public:
  app::AuditLog& log() override {
    if (!copied_) {
      for (auto& each : store_.audit_log().chain(0, 1'000'000)) chain_.emplace(each.record.seq, each);
      head_ = store_.audit_log().head();
      copied_ = true;
    }
    return *this;
  }
  app::Store& store() override { return store_; }

  void change(std::int64_t seq) override { log(), chain_.at(seq).record.ip_address = "203.0.113.66"; }
  void change_and_hash(std::int64_t seq) override {
    change(seq);
    auto& each = chain_.at(seq);
    each.hash = ChainHasher{}.hash(each.record, each.prev_hash);
  }
  void remove(std::int64_t first, std::int64_t last) override {
    log(), chain_.erase(chain_.lower_bound(first), chain_.upper_bound(last));
  }
  void move(std::int64_t seq, std::int64_t to) override {
    log();
    auto each = chain_.at(seq);
    chain_.erase(seq);
    each.record.seq = to;
    chain_.emplace(to, each);
  }
  void forge(std::int64_t seq) override {
    log();
    chain_.emplace(seq, forgery(chain_.begin()->second, seq, chain_.at(seq - 1).hash));
  }
  void set_head(const app::ChainHead& head) override { log(), head_ = head; }

 private:
  app::Page<domain::AuditRecord> search(const app::AuditFilter&, const app::PageRequest&) override { return {}; }
  app::ChainHead head() override { return head_; }
  std::vector<app::ChainedAudit> chain(std::int64_t after, std::size_t limit) override {
    std::vector<app::ChainedAudit> found;
    for (auto it = chain_.upper_bound(after); it != chain_.end() && found.size() < limit; ++it) {
      found.push_back(it->second);
    }
    return found;
  }
  std::optional<app::Tombstone> tombstone_at(std::int64_t seq) override { return store_.audit_log().tombstone_at(seq); }
  std::vector<app::ChainedAudit> chain_of(const domain::SessionId&) override { return {}; }
  std::size_t sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) override {
    return store_.audit_log().sweep(plan, sign);
  }
  std::size_t sweep_feedback(base::WallTime) override { return 0; }

  store::MemoryStore store_;
  bool copied_ = false;
  std::map<std::int64_t, app::ChainedAudit> chain_;
  app::ChainHead head_;
};

class SqliteTrail final : public Trail {
 public:
  app::AuditLog& log() override { return store_.audit_log(); }
  app::Store& store() override { return store_; }

  void change(std::int64_t seq) override {
    execute("UPDATE videocallauditlogs SET ipAddress = '203.0.113.66' WHERE seq = " + std::to_string(seq));
  }
  void change_and_hash(std::int64_t seq) override {
    change(seq);
    const auto each = log().chain(seq - 1, 1).at(0);
    execute("UPDATE videocallauditlogs SET hash = '" + ChainHasher{}.hash(each.record, each.prev_hash) +
            "' WHERE seq = " + std::to_string(seq));
  }
  void remove(std::int64_t first, std::int64_t last) override {
    execute("DELETE FROM videocallauditlogs WHERE seq BETWEEN " + std::to_string(first) + " AND " +
            std::to_string(last));
  }
  void move(std::int64_t seq, std::int64_t to) override {
    execute("UPDATE videocallauditlogs SET seq = " + std::to_string(to) + " WHERE seq = " + std::to_string(seq));
  }
  void forge(std::int64_t seq) override {
    const auto before = log().chain(seq - 2, 1).at(0);
    const auto forged = forgery(log().chain(0, 1).at(0), seq, before.hash);
    execute("INSERT INTO videocallauditlogs SELECT " + std::to_string(seq) + ", '" + forged.record.id +
            "', sessionId, userId, roomId, action, timestamp, metadata, '" + forged.record.ip_address +
            "', userAgent, errorCode, errorMessage, duration, '" + forged.prev_hash + "', '" + forged.hash +
            "' FROM videocallauditlogs ORDER BY seq LIMIT 1");
  }
  void set_head(const app::ChainHead& head) override {
    execute("UPDATE auditchain SET seq = " + std::to_string(head.seq) + ", hash = '" + head.hash + "'");
  }

 private:
  void execute(const std::string& sql) {
    store::sqlite::Connection intruder{file(), store::sqlite::OpenOptions{}};
    intruder.execute(sql);
    ASSERT_GT(intruder.changed_rows(), 0) << sql;
  }
  [[nodiscard]] std::string file() const { return (directory_ / "callroom.db").string(); }

  store::test::TempDir directory_;
  store::SqliteStore store_{file()};
};

class MongoTrail final : public Trail {
 public:
  app::AuditLog& log() override { return store_.audit_log(); }
  app::Store& store() override { return store_; }

  void change(std::int64_t seq) override { set(seq, Document{}.text("ipAddress", "203.0.113.66")); }
  void change_and_hash(std::int64_t seq) override {
    change(seq);
    const auto each = log().chain(seq - 1, 1).at(0);
    set(seq, Document{}.text("hash", ChainHasher{}.hash(each.record, each.prev_hash)));
  }
  void remove(std::int64_t first, std::int64_t last) override {
    intruder_.erase_all(store::mongo::kAudit,
                        Document{}.document("seq", Document{}.integer("$gte", first).integer("$lte", last)));
  }
  void move(std::int64_t seq, std::int64_t to) override { set(seq, Document{}.integer("seq", to)); }
  void forge(std::int64_t seq) override {
    const auto before = log().chain(seq - 2, 1).at(0);
    const auto forged = forgery(log().chain(0, 1).at(0), seq, before.hash);
    const auto like = intruder_.find_one(store::mongo::kAudit, at(1)).value();
    Document made;
    made.id("_id", forged.record.id).integer("seq", seq).text("ipAddress", forged.record.ip_address);
    made.text("prevHash", forged.prev_hash).text("hash", forged.hash);
    for (const auto& key : like.view().keys()) {
      if (!made.view().has(key.c_str())) made.copy(key.c_str(), like.view());
    }
    ASSERT_EQ(intruder_.insert(store::mongo::kAudit, made), store::mongo::Written::kYes);
  }
  void set_head(const app::ChainHead& head) override {
    const auto changed = Document{}.document("$set", Document{}.integer("seq", head.seq).text("hash", head.hash));
    ASSERT_EQ(intruder_.update(store::mongo::kChain, Document{}.text("_id", "head"), changed),
              store::mongo::Written::kYes);
  }

 private:
  using Document = store::mongo::Document;

  static Document at(std::int64_t seq) { return Document{}.integer("seq", seq); }
  void set(std::int64_t seq, const Document& fields) {
    ASSERT_EQ(intruder_.update(store::mongo::kAudit, at(seq), Document{}.document("$set", fields)),
              store::mongo::Written::kYes);
  }

  base::SystemClock clock_;
  const base::Secret uri_{store::test::MongoServer::shared().new_database()};
  store::MongoStore store_{uri_, clock_};
  store::mongo::Database intruder_{uri_, clock_};
};

}  // namespace

std::shared_ptr<Trail> memory_trail() { return std::make_shared<MemoryTrail>(); }
std::shared_ptr<Trail> sqlite_trail() { return std::make_shared<SqliteTrail>(); }
std::shared_ptr<Trail> mongo_trail() { return std::make_shared<MongoTrail>(); }

}  // namespace callroom::integrity::test
