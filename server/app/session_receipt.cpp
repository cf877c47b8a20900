#include "app/session_receipt.hpp"

#include "app/asker.hpp"
#include "app/audit_trail.hpp"
#include "app/call_feedback.hpp"
#include "app/refusal.hpp"

namespace callroom::app {

using domain::Denial;

base::Result<domain::Receipt, ReceiptError> session_receipt(const Environment& env, const domain::SessionId& id,
                                                            const Identity& asker, const Origin& origin) {
  const auto now = env.clock.now();
  const auto session = env.store.session(id);
  AuditTrail trail{env, origin, now};
  if (!session) {
    record_refusal(env, trail, id, nullptr, asker, domain::to_string(Denial::kSessionNotFound));
    return ReceiptError::kSessionNotFound;
  }
  if (!may_see(*session, asker)) {
    record_refusal(env, trail, id, &*session, asker, domain::to_string(Denial::kNotAParticipant));
    return ReceiptError::kNotAParticipant;
  }
  if (!session->call_started || !session->call_ended) return ReceiptError::kNotEnded;
  // The stays after the session: once it has ended, nobody enters any more.
  const bool settled = now > *session->call_ended + kQualityAfterEnd + kQualityClockSlack;
  return domain::make_receipt(*session, env.store.presence(id), env.store.quality_of(id), settled);
}

}  // namespace callroom::app
