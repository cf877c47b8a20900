#include "rest/endpoints.hpp"

#include "rest/handlers.hpp"

#include <algorithm>
#include <array>

namespace callroom::rest {
namespace {

// contract/openapi.yaml says the same to the outside; endpoints_test compares the two.
// clang-format off
constexpr std::array kEndpoints{
  //       method   pattern                                  who              limit              lane              handler
  Endpoint{"POST",  "/auth/login",                           Who::kAnyone,    Limit::kLogin,     Lane::kPasswords, login},
  Endpoint{"GET",   "/auth/me",                              Who::kSignedIn,  Limit::kNone,      Lane::kStore,     who_am_i},

  Endpoint{"POST",  "/users",                                Who::kAdmin,     Limit::kNone,      Lane::kPasswords, create_user},
  Endpoint{"GET",   "/users",                                Who::kAdmin,     Limit::kNone,      Lane::kStore,     list_users},
  Endpoint{"GET",   "/users/:id",                            Who::kAdmin,     Limit::kNone,      Lane::kStore,     get_user},
  Endpoint{"PATCH", "/users/:id",                            Who::kAdmin,     Limit::kNone,      Lane::kPasswords, change_user},

  Endpoint{"POST",  "/sessions",                             Who::kAdmin,     Limit::kNone,      Lane::kStore,     create_session},
  Endpoint{"GET",   "/sessions",                             Who::kSignedIn,  Limit::kNone,      Lane::kStore,     list_sessions},
  Endpoint{"GET",   "/sessions/:id",                         Who::kSignedIn,  Limit::kNone,      Lane::kStore,     get_session},
  Endpoint{"PATCH", "/sessions/:id",                         Who::kAdmin,     Limit::kNone,      Lane::kStore,     change_session},

  Endpoint{"GET",   "/audit",                                Who::kAdmin,     Limit::kNone,      Lane::kStore,     search_audit},

  // Signed in is what the table can say; who takes part in the session, the use case asks the access rule.
  Endpoint{"GET",   "/video-calls/config",                   Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     call_config},
  Endpoint{"POST",  "/video-calls/generate-room/:sessionId", Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     generate_room},
  Endpoint{"GET",   "/video-calls/can-join/:sessionId",      Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     can_join},
  Endpoint{"POST",  "/video-calls/start/:sessionId",         Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     start_call},
  Endpoint{"POST",  "/video-calls/end/:sessionId",           Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     end_call},
  Endpoint{"GET",   "/video-calls/session/:sessionId",       Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     call_record},
  Endpoint{"GET",   "/video-calls/history",                  Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     call_history},
  Endpoint{"GET",   "/video-calls/live",                     Who::kAdmin,     Limit::kVideoCall, Lane::kStore,     live_calls},
  Endpoint{"POST",  "/video-calls/quality/:sessionId",       Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     record_quality, Takes::kSamples},
  Endpoint{"POST",  "/video-calls/rating/:sessionId",        Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     rate_call},
  Endpoint{"GET",   "/video-calls/receipt/:sessionId",       Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     call_receipt},
  Endpoint{"GET",   "/video-calls/probe",                    Who::kSignedIn,  Limit::kProbe,     Lane::kStore,     send_probe},
  Endpoint{"POST",  "/video-calls/probe",                    Who::kSignedIn,  Limit::kProbe,     Lane::kStore,     take_probe,     Takes::kBytes},

  Endpoint{"GET",   "/video-call-metrics/summary",           Who::kAdmin,     Limit::kVideoCall, Lane::kStore,     metrics_summary},
  Endpoint{"GET",   "/video-call-metrics/trends",            Who::kAdmin,     Limit::kVideoCall, Lane::kStore,     metrics_trends},
  Endpoint{"GET",   "/video-call-metrics/session/:sessionId",Who::kSignedIn,  Limit::kVideoCall, Lane::kStore,     session_metrics},
  Endpoint{"GET",   "/video-call-metrics/export",            Who::kAdmin,     Limit::kVideoCall, Lane::kStore,     metrics_export},
};
// clang-format on

/// A minute of samples, one a second, every field of each at its longest, is below 40 KiB.
constexpr std::uint64_t kSamplesRoom = std::uint64_t{64} * 1024;
/// Half a second at 8 Mbit/s: more tells a page nothing that a call needs. Less than what a Socket.IO message may have
/// (realtime.max_payload), so that nobody can hold more memory with it than they could without.
constexpr std::uint64_t kProbeRoom = std::uint64_t{512} * 1024;

}  // namespace

BodyRule body_rule(Takes takes, const Options& options) noexcept {
  switch (takes) {
    case Takes::kJson:
      break;
    case Takes::kSamples:
      return {"application/json", std::max(options.max_body, kSamplesRoom)};
    case Takes::kBytes:
      return {"application/octet-stream", kProbeRoom};
  }
  return {"application/json", options.max_body};
}

std::span<const Endpoint> endpoints() { return kEndpoints; }

}  // namespace callroom::rest
