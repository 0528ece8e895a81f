import type { APIResponse } from '@playwright/test';
import { expect, server, test } from '../fixtures';

type Call = { method?: string; path: string; key?: boolean; body?: unknown; headers?: Record<string, string> };

const calls: Call[] = [
  { path: '/health/live' },
  { path: '/health/ready' },
  { path: '/api/openapi.json' },
  { path: '/api/nothing-here' },
  { path: '/api/products/nettv-coupon/' },
  { path: '/api/products/nettv-coupon', headers: { authorization: 'bearer wrong' } },
  { path: '/management/coupons.json' },
  { path: '/management/coupons.json', key: true },
  { path: '/management/coupons.json?per_page=2&page=2', key: true },
  { path: '/management/coupons/999999.json', key: true },
  { path: '/management/coupons/nonsense.json', key: true },
  { method: 'POST', path: '/management/coupons.json', key: true, body: { code: '' } },
  { method: 'POST', path: '/api/use/nettv-coupon/', body: { token: 'wrong', reference: 'r', value: 'v', amount: 1 } },
  { method: 'POST', path: '/api/v1/redemptions', body: {} },
  { method: 'POST', path: '/api/v1/redemptions', key: true, body: {} },
  { method: 'POST', path: '/api/v1/redemptions', key: true, body: { pad: 'x'.repeat(1024 * 1024 + 1) } },
  { method: 'DELETE', path: '/health/live' },
  { method: 'OPTIONS', path: '/api/v1/redemptions' },
  { method: 'HEAD', path: '/health/live' },
];

// What the connection, the moment or the host decides, and not the app.
const ownToTheLane = [
  'connection',
  'keep-alive',
  'date',
  'transfer-encoding',
  'content-length',
  'vary',
  'content-encoding',
  'ratelimit',
];

async function describe(response: APIResponse) {
  const headers = Object.entries(response.headers()).filter(([name]) => !ownToTheLane.includes(name));
  return { status: response.status(), headers: Object.fromEntries(headers.sort()), body: await response.text() };
}

for (const { method = 'GET', path, key, body, headers } of calls) {
  const size = body ? ` with ${JSON.stringify(body).length} bytes` : '';
  test(`${method} ${path}${key ? ' with a key' : ''}${size} is answered alike by both lanes`, async ({ request }) => {
    const send = (base: string) =>
      request.fetch(base + path, {
        method,
        maxRedirects: 0,
        headers: {
          'x-request-id': 'compared-in-both-lanes',
          ...(key ? { authorization: `Bearer ${server.apiKey}` } : {}),
          ...headers,
        },
        ...(body ? { data: body } : {}),
      });
    // Between the two another test may add what a list shows.
    await expect(async () => {
      const direct = await describe(await send(server.url));
      const throughNext = await describe(await send(server.nextUrl));
      expect(throughNext).toEqual(direct);
      expect(direct.status).not.toBe(500);
    }).toPass({ timeout: 20_000 });
  });
}
