#include "rest/security_headers.hpp"

namespace callroom::rest {
namespace {

/// No inline script or style, nothing from elsewhere; blob: for recorded and captured media and for workers made from
/// it, ws:/wss: because 'self' does not cover WebSockets in every browser.
constexpr const char* kSitePolicy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";
constexpr const char* kApiPolicy = "default-src 'none'; frame-ancestors 'none'";

/// What a call needs is for our own pages, everything else for nobody. autoplay, fullscreen and picture-in-picture are
/// part of showing the other person: a page without autoplay may not play remote sound at all. speaker-selection: to
/// choose the loudspeaker.
constexpr const char* kPermissions =
    "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), "
    "picture-in-picture=(self), screen-wake-lock=(self), speaker-selection=(self), accelerometer=(), "
    "encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "
    "midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()";

/// One year, the least that is taken seriously (hstspreload.org). Not for subdomains: they are not ours to decide on.
constexpr const char* kStrictTransport = "max-age=31536000";

}  // namespace

void set_security_headers(http::Headers& headers, Area area, Transport transport) {
  headers.set("Content-Security-Policy", area == Area::kApi ? kApiPolicy : kSitePolicy);
  // RFC 6797, section 7.2: not over plain HTTP.
  if (transport == Transport::kTls) headers.set("Strict-Transport-Security", kStrictTransport);
  headers.set("Permissions-Policy", kPermissions);
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (area == Area::kApi) headers.set("Cache-Control", "no-store");
}

}  // namespace callroom::rest
