#pragma once

#include "app/context.hpp"
#include "domain/audit.hpp"
#include "domain/session.hpp"

#include <optional>
#include <vector>

// For the .cpp files of this folder.
namespace callroom::app {

/// The audit records of one commit. Each gets an id, the time, and where the command came from.
class AuditTrail {
 public:
  AuditTrail(const Environment& env, const Origin& origin, base::WallTime now)
      : env_(env), origin_(origin), now_(now) {}

  /// The time of the records.
  [[nodiscard]] base::WallTime now() const noexcept { return now_; }

  /// About this session (nullptr: there is none) by this user (nullopt: it happened by itself). The reference is good
  /// until the next record.
  domain::AuditRecord& add(domain::AuditAction action, const domain::Session* session,
                           const std::optional<domain::UserId>& user);
  /// A record that somebody else began: gets its id, and what it lacks.
  void add(domain::AuditRecord record);

  /// call_start of a session that has its start.
  void add_start(const domain::Session& session, const std::optional<domain::UserId>& by);
  /// call_end of a session that has start and end.
  void add_end(const domain::Session& session, const std::optional<domain::UserId>& by, domain::EndReason reason);

  /// For Commit::audit; empty with AuditMode::kOff.
  [[nodiscard]] std::vector<domain::AuditRecord> take();

 private:
  const Environment& env_;
  const Origin& origin_;
  base::WallTime now_;
  std::vector<domain::AuditRecord> records_;
};

}  // namespace callroom::app
