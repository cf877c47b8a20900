import { describe, expect, it } from 'vitest';
import { ApiClient } from '../../src/core/api';

function setUp(answer: Response) {
  const requests: { url: string; init: RequestInit }[] = [];
  const api = new ApiClient(
    async (url, init) => {
      requests.push({ url, init });
      return answer;
    },
    () => 'the-token',
  );
  return { api, requests };
}

const SAMPLE = { at: '2030-01-01T10:00:00.000Z', seconds: 10, level: 5 };

describe('requests about quality', () => {
  it.each([
    ['staying', undefined],
    ['leaving', true],
  ] as const)('of a page that is %s', async (when, keepalive) => {
    const { api, requests } = setUp(Response.json({ success: true, data: { stored: 1 } }));
    expect(await api.quality('s1', SAMPLE, when)).toEqual({ ok: true, value: { stored: 1 } });
    expect(requests[0]?.url).toBe('/api/video-calls/quality/s1');
    expect(requests[0]?.init.keepalive).toBe(keepalive);
    expect(requests[0]?.init.body).toBe(JSON.stringify(SAMPLE));
  });

  it('measure with bytes, under the same token', async () => {
    const { api, requests } = setUp(new Response('x'));
    const headers = { 'content-type': 'application/octet-stream' };
    await api.raw('/video-calls/probe', { method: 'POST', body: new Uint8Array(3), headers });
    const sent = new Headers(requests[0]?.init.headers);
    expect([sent.get('x-auth-token'), sent.get('content-type')]).toEqual(['the-token', 'application/octet-stream']);
    expect(requests[0]?.init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
  });
});
