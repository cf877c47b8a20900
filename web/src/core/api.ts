// The REST client. Every answer is a Result: a refused request is a value, not an exception.
import { isRefusalCode, type RefusalCode } from '../contract/codes';
import type {
  CallConfigAnswer,
  CallSessionAnswer,
  CanJoinAnswer,
  FailureEnvelope,
  GenerateRoomAnswer,
  LoginAnswer,
  NewRating,
  QualityReportAnswer,
  QualityReportBody,
  Rating,
  SuccessEnvelope,
} from '../contract/rest';
import type { Requests } from './requests';
import type { Refusal, Result } from './result';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** A request of a page that is 'leaving' outlives it (fetch's keepalive). */
export type When = 'staying' | 'leaving';

/** Past this an answer is not coming: the person should hear of it rather than wait. */
const REQUEST_TIMEOUT_MS = 15_000;

/** What a status means when the body does not say: a proxy in front may answer without our envelope. */
const CODE_BY_STATUS: Readonly<Partial<Record<number, RefusalCode>>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  500: 'INTERNAL',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

export class ApiClient implements Requests {
  constructor(
    private readonly fetch: Fetch,
    private readonly token: () => string | undefined,
    private readonly base = '/api',
  ) {}

  login(email: string, password: string): Promise<Result<LoginAnswer>> {
    return this.request<LoginAnswer>('POST', '/auth/login', { email, password });
  }

  callConfig(): Promise<Result<CallConfigAnswer>> {
    return this.request<CallConfigAnswer>('GET', '/video-calls/config');
  }

  canJoin(sessionId: string): Promise<Result<CanJoinAnswer>> {
    return this.request<CanJoinAnswer>('GET', `/video-calls/can-join/${sessionId}`);
  }

  generateRoom(sessionId: string): Promise<Result<GenerateRoomAnswer>> {
    return this.request<GenerateRoomAnswer>('POST', `/video-calls/generate-room/${sessionId}`, {});
  }

  callSession(sessionId: string): Promise<Result<CallSessionAnswer>> {
    return this.request<CallSessionAnswer>('GET', `/video-calls/session/${sessionId}`);
  }

  endCall(sessionId: string): Promise<Result<unknown>> {
    return this.request<unknown>('POST', `/video-calls/end/${sessionId}`, {});
  }

  rate(sessionId: string, rating: NewRating): Promise<Result<Rating>> {
    return this.request<Rating>('POST', `/video-calls/rating/${sessionId}`, rating);
  }

  /** `when` is 'leaving' for what must arrive even if the page is closed at this moment: at most 64 KiB then. */
  quality(sessionId: string, body: QualityReportBody, when: When = 'staying'): Promise<Result<QualityReportAnswer>> {
    return this.request<QualityReportAnswer>('POST', `/video-calls/quality/${sessionId}`, body, when);
  }

  /** A request whose answer is not the JSON envelope. Rejects when there is no answer; `init.signal` sets its limit. */
  raw(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const token = this.token();
    if (token !== undefined) headers.set('x-auth-token', token);
    return this.fetch(this.base + path, { ...init, headers, cache: 'no-store', credentials: 'omit' });
  }

  async request<T>(method: string, path: string, body?: unknown, when: When = 'staying'): Promise<Result<T>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    const token = this.token();
    if (token !== undefined) headers['x-auth-token'] = token;
    const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit' };
    if (when === 'leaving') init.keepalive = true;
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    let response: Response;
    let answer: unknown;
    try {
      response = await this.fetch(this.base + path, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
      answer = await response.json().catch(() => undefined);
    } catch {
      return { ok: false, refusal: { code: 'NETWORK' } };
    }
    if (response.ok && isSuccess<T>(answer)) return { ok: true, value: answer.data };
    return { ok: false, refusal: readRefusal(response, answer) };
  }
}

function isSuccess<T>(answer: unknown): answer is SuccessEnvelope<T> {
  return typeof answer === 'object' && answer !== null && (answer as { success?: unknown }).success === true;
}

function readRefusal(response: Response, answer: unknown): Refusal {
  const error = (answer as Partial<FailureEnvelope> | undefined | null)?.error;
  const fallback = response.ok ? 'BAD_ANSWER' : (CODE_BY_STATUS[response.status] ?? 'BAD_ANSWER');
  const refusal: Refusal = { code: isRefusalCode(error?.code) ? error.code : fallback };
  if (error?.code !== undefined) refusal.rawCode = error.code;
  const requestId = error?.requestId ?? response.headers.get('x-request-id');
  if (requestId) refusal.requestId = requestId;
  const field = fieldOf(error?.details);
  if (field !== undefined) refusal.field = field;
  const retryAfter = Number(response.headers.get('retry-after'));
  if (retryAfter > 0) refusal.retryAfterMs = retryAfter * 1000;
  return refusal;
}

// INVALID_BODY says which field it is about.
function fieldOf(details: unknown): string | undefined {
  const field = (details as { field?: unknown } | undefined | null)?.field;
  return typeof field === 'string' ? field : undefined;
}
