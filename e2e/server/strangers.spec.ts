import { once } from 'node:events';
import { connect } from 'node:net';
import type { APIRequestContext } from '@playwright/test';
import { slugOfTag, tags } from '@/lib/api/openapi/tags';
import { routes } from '@/lib/core/routes';
import { expect, server, test } from '../fixtures';

/** Bytes on a connection to the server, and the first ones that come back. */
async function exchange(payload: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(payload);
  const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
  socket.destroy();
  return answer.toString();
}

const csrfToken = async (request: APIRequestContext) =>
  ((await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken;

test('an upgrade is answered as HTTP/1.1, also after a page was served', async ({ request }) => {
  expect((await request.get('/sign-in')).status()).toBe(200);
  for (const path of ['/sign-in', '/health/live']) {
    const answer = await exchange(
      `GET ${path} HTTP/1.1\r\nhost: desk\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  }
});

test('an action that another site sends is refused, and nothing answers 500', async ({ request }) => {
  for (const origin of ['http://evil.test', 'null']) {
    const answer = await request.post('/sell', { headers: { origin, 'next-action': 'x' }, data: '[]' });
    expect(answer.status()).toBe(403);
  }
  for (const method of ['TRACE', 'PUT', 'DELETE']) {
    expect((await request.fetch('/sell', { method })).status()).toBe(405);
  }
  expect((await request.get('/_next/image?url=%2Ficon.svg&w=64&q=75')).status()).toBe(404);
});

test('an address to come back to that is none is no fault of ours', async ({ request }) => {
  for (const callbackUrl of [':::', '%00', 'javascript:alert(1)', 'http://evil.test']) {
    expect((await request.get('/api/auth/csrf', { params: { callbackUrl } })).status()).toBe(200);
    const headers = { cookie: `next-auth.callback-url=${encodeURIComponent(callbackUrl)}` };
    expect((await request.get('/api/auth/csrf', { headers })).status()).toBeLessThan(500);
    const form = {
      csrfToken: await csrfToken(request),
      email: 'nobody@example.com',
      password: 'wrong',
      json: 'true',
      callbackUrl,
    };
    const answer = await request.post('/api/auth/callback/credentials', { form });
    expect(answer.status()).toBe(401);
    expect(await answer.text()).not.toContain('evil.test');
  }
});

test('every answer says what it is and what it loads', async ({ request, page }) => {
  await page.goto('/sign-in');
  const script = await page.locator('script[src*="/_next/static/"]').first().getAttribute('src');
  for (const path of ['/sign-in', '/health/live', '/api/nothing-here', '/icon.svg', script ?? '']) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
});

test('the calls are filtered without scripts too', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(new URL(routes.apiReference(), server.url).href);
  await page.getByLabel('Filter calls').fill('roll_back');
  await page.getByLabel('Filter calls').press('Enter');
  await expect(page.getByRole('link', { name: 'Roll a redemption back' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Redeem a code' })).toHaveCount(0);
});

test('no page of the reference is heavy: at most 80 KiB of gzipped text', async ({ request }) => {
  const pages = [routes.apiReference(), ...tags.map(({ name }) => routes.callsReference(slugOfTag(name)))];
  const sizes = pages.map(async (path) => {
    const answer = await request.get(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.status(), path).toBe(200);
    return { path, bytes: Number(answer.headers()['content-length']) };
  });
  const heavy = (await Promise.all(sizes)).filter(({ bytes }) => !(bytes > 1_000 && bytes < 80 * 1024));
  expect(heavy).toEqual([]);
});

test('the reference of the API is kept by browsers, and its scripts run', async ({ request, page }) => {
  const first = await request.get('/docs', { headers: { 'x-nonce': 'nonce-of-a-stranger', 'x-shared-page': '1' } });
  const { etag = '', 'cache-control': kept, 'content-security-policy': policy } = first.headers();
  expect(kept).toBe('public, no-cache');
  expect(policy).toMatch(/script-src 'self' 'sha256-[^;]*'; style-src/);
  expect(policy).not.toMatch(/nonce|strict-dynamic/);
  expect(policy?.length).toBeLessThan(4_000);
  expect(await first.text()).not.toContain('nonce-of-a-stranger');
  expect((await request.get('/docs', { headers: { 'if-none-match': etag } })).status()).toBe(304);
  expect((await request.get('/sell', { maxRedirects: 0 })).headers()['content-security-policy']).toMatch(/'nonce-/);
  await page.goto('/docs');
  await page.getByLabel('Filter calls').fill('qqqq');
  await expect(page.getByRole('status').filter({ hasText: 'No call matches' })).toBeVisible();
  await page.getByLabel('Filter calls').fill('roll_back');
  await expect(page.getByRole('status').filter({ hasText: '1 call' })).toBeVisible();
  await page.getByRole('link', { name: 'Roll a redemption back' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Redemptions' })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Filter calls')).toHaveValue('roll_back');
  await expect(page.getByRole('status').filter({ hasText: '1 call' })).toBeVisible();
  await page.getByRole('link', { name: 'Coupon Desk' }).first().click();
  await expect(page).toHaveURL(/sign-in/);
});
