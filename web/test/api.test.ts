import { describe, expect, it } from 'vitest';
import { ApiClient } from '../src/core/api';

function clientThat(answer: () => Response): { api: ApiClient; requests: { url: string; init: RequestInit }[] } {
  const requests: { url: string; init: RequestInit }[] = [];
  const api = new ApiClient(
    async (url, init) => {
      requests.push({ url, init });
      return answer();
    },
    () => 'the-token',
  );
  return { api, requests };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

describe('the API client', () => {
  it('sends the token in its header and nowhere else', async () => {
    const { api, requests } = clientThat(() => json(200, { success: true, data: { iceServers: [] } }));
    expect(await api.callConfig()).toEqual({ ok: true, value: { iceServers: [] } });
    expect(requests[0]?.url).toBe('/api/video-calls/config');
    expect(requests[0]?.init.headers).toMatchObject({ 'x-auth-token': 'the-token' });
    expect(requests[0]?.init.credentials).toBe('omit');
  });

  it('reads the refusal, its request id and how long to wait', async () => {
    const body = { success: false, error: { code: 'RATE_LIMITED', message: '', requestId: 'r-1' } };
    const { api } = clientThat(() => json(429, body, { 'retry-after': '7' }));
    expect(await api.canJoin('x')).toEqual({
      ok: false,
      refusal: { code: 'RATE_LIMITED', rawCode: 'RATE_LIMITED', requestId: 'r-1', retryAfterMs: 7000 },
    });
  });

  it.each([
    [() => new Response('<html>bad gateway</html>', { status: 502 }), 'UNAVAILABLE'],
    [() => new Response('', { status: 401 }), 'UNAUTHENTICATED'],
    [() => new Response('hello', { status: 200 }), 'BAD_ANSWER'],
    [() => json(200, null), 'BAD_ANSWER'],
    [() => json(418, { success: false, error: { code: 'TEAPOT' } }), 'BAD_ANSWER'],
    [
      () => {
        throw new TypeError('failed to fetch');
      },
      'NETWORK',
    ],
  ])('makes sense of an answer that is not ours (%#)', async (answer, code) => {
    const { api } = clientThat(answer);
    expect(await api.generateRoom('x')).toMatchObject({ ok: false, refusal: { code } });
  });
});
