// Asking the server, for whoever has questions of their own: the administration's are not in everybody's bundle.
import type { Result } from './result';

export interface Requests {
  /** `path` below /api, `body` becomes JSON. */
  request<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Result<T>>;
}

/** `?a=1&b=2` of what is given, or nothing. */
export function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
