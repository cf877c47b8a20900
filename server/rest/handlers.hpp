#pragma once

#include "rest/context.hpp"
#include "rest/reply.hpp"
#include "rest/services.hpp"

// The handlers that endpoints() lists: JSON in, one use case, JSON out. On a worker thread; may block; may throw, which
// the pipeline maps (errors.hpp).
namespace callroom::rest {

// auth_handlers.cpp
Reply login(const Services& services, const Options& options, Context& context);
Reply who_am_i(const Services& services, const Options& options, Context& context);

// user_handlers.cpp
Reply create_user(const Services& services, const Options& options, Context& context);
Reply list_users(const Services& services, const Options& options, Context& context);
Reply get_user(const Services& services, const Options& options, Context& context);
Reply change_user(const Services& services, const Options& options, Context& context);

// session_handlers.cpp
Reply create_session(const Services& services, const Options& options, Context& context);
Reply change_session(const Services& services, const Options& options, Context& context);
Reply list_sessions(const Services& services, const Options& options, Context& context);
Reply get_session(const Services& services, const Options& options, Context& context);

// video_call_handlers.cpp
Reply call_config(const Services& services, const Options& options, Context& context);
Reply generate_room(const Services& services, const Options& options, Context& context);
Reply can_join(const Services& services, const Options& options, Context& context);
Reply start_call(const Services& services, const Options& options, Context& context);
Reply end_call(const Services& services, const Options& options, Context& context);
Reply call_record(const Services& services, const Options& options, Context& context);
Reply call_history(const Services& services, const Options& options, Context& context);
Reply live_calls(const Services& services, const Options& options, Context& context);

// feedback_handlers.cpp
Reply record_quality(const Services& services, const Options& options, Context& context);
Reply rate_call(const Services& services, const Options& options, Context& context);

// receipt_handlers.cpp
Reply call_receipt(const Services& services, const Options& options, Context& context);

// metrics_handlers.cpp
Reply metrics_summary(const Services& services, const Options& options, Context& context);
Reply metrics_trends(const Services& services, const Options& options, Context& context);
Reply metrics_export(const Services& services, const Options& options, Context& context);
Reply session_metrics(const Services& services, const Options& options, Context& context);

// audit_handlers.cpp
Reply search_audit(const Services& services, const Options& options, Context& context);

// probe_handlers.cpp
Reply send_probe(const Services& services, const Options& options, Context& context);
Reply take_probe(const Services& services, const Options& options, Context& context);

/// The route's ":id" as a session id, kept in the context for the log; nullopt: it is none.
[[nodiscard]] std::optional<domain::SessionId> take_session_id(Context& context);

}  // namespace callroom::rest
