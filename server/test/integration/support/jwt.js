// Tokens that `callroom token mint` would never make: expired, forged, of another form.
import { createHmac } from "node:crypto";
import { SECRET } from "./command.js";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

/** A token of `claims` (with an hour to live unless they say otherwise), signed with `secret`. */
export function sign(claims, { secret = SECRET, header = {}, hash = "sha256" } = {}) {
  const body = `${encode({ alg: "HS256", typ: "JWT", ...header })}.${encode({ exp: now() + 3600, ...claims })}`;
  return `${body}.${createHmac(hash, secret).update(body).digest("base64url")}`;
}

const identity = (user) => ({ sub: user.id, role: user.role });

/** By name, tokens for `user` that must all be refused: {token, reason}. */
export function badTokens(user) {
  const good = sign(identity(user));
  const [header, payload, signature] = good.split(".");
  const other = encode({ ...identity(user), role: "admin", exp: now() + 3600 });
  return {
    expired: { token: sign({ ...identity(user), exp: now() - 60 }), reason: "TOKEN_EXPIRED" },
    "not valid yet": { token: sign({ ...identity(user), nbf: now() + 120 }), reason: "UNAUTHENTICATED" },
    "of another key": { token: sign(identity(user), { secret: "x".repeat(64) }), reason: "UNAUTHENTICATED" },
    "alg none": { token: `${encode({ alg: "none" })}.${payload}.`, reason: "UNAUTHENTICATED" },
    "with another payload": { token: `${header}.${other}.${signature}`, reason: "UNAUTHENTICATED" },
    "said to be RS256": { token: sign(identity(user), { header: { alg: "RS256" } }), reason: "UNAUTHENTICATED" },
    "with an unknown crit": {
      token: sign(identity(user), { header: { crit: ["x"], x: 1 } }),
      reason: "UNAUTHENTICATED",
    },
    "without exp": { token: sign({ ...identity(user), exp: undefined }), reason: "UNAUTHENTICATED" },
    "without a role": { token: sign({ sub: user.id }), reason: "UNAUTHENTICATED" },
    "not a token": { token: "not-a-token", reason: "UNAUTHENTICATED" },
  };
}
