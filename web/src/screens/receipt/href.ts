/** The address of a session's receipt; core/link.ts reads it. */
export function receiptHref(sessionId: string): string {
  return `/receipt/${sessionId}`;
}
