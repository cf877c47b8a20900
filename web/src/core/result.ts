import type { RefusalCode } from '../contract/codes';

/** An expected no. `code` is from the closed list; `rawCode` is what the server wrote, for the curious and for reports. */
export interface Refusal {
  code: RefusalCode;
  rawCode?: string;
  requestId?: string;
  /** The field of the request that was refused, as the server names it. */
  field?: string;
  /** How long the server asked us to wait, milliseconds. */
  retryAfterMs?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };
