import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import type { Role } from '@/lib/auth/roles';
import { sessionCookie } from '@/lib/auth/session';
import { makeUserContext } from '@/lib/auth/testing';
import { redeem } from '@/lib/redemptions/redeem';
import { makeCoupon } from '@/lib/redemptions/testing';
import { createApp } from '../app';

let test: TestDatabase;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  test = await createTestDatabase();
  app = createApp({ database: () => test.db, now: () => new Date() });
});
afterAll(() => test.close());

async function signedIn(role: Role) {
  const ctx = await makeUserContext(test.db, role);
  const cookie = await encode({ token: { sessionToken: ctx.sessionToken }, secret: process.env.NEXTAUTH_SECRET ?? '' });
  return { ctx, headers: { cookie: `${sessionCookie}=${cookie}` } };
}

it.each([
  ['', 200],
  ['?state=held&sort=oldest&from=2026-11-01', 200],
  ['/choices?couponId=1', 200],
  ['/999999', 404],
  ['?after=made-up', 400],
  ['?state=gone', 400],
])('/api/desk/redemptions%s answers whoever is signed in with %i', async (path, expected) => {
  for (const role of ['admin', 'support', 'viewer'] as const) {
    const { headers } = await signedIn(role);
    expect((await app.request(`/api/desk/redemptions${path}`, { headers })).status).toBe(expected);
  }
  expect((await app.request(`/api/desk/redemptions${path}`)).status).toBe(401);
});

it('sends the export to the desk’s own page only, as CSV of what the filter finds', async () => {
  const { ctx, headers } = await signedIn('admin');
  const [one, other] = [await makeCoupon(test.db), await makeCoupon(test.db)];
  const { id } = await redeem(ctx, { code: one.code, user: { id: 'u' } });
  await redeem(ctx, { code: other.code, user: { id: 'u' } });
  const send = (from: Record<string, string>) =>
    app.request('/api/desk/redemptions/exports', {
      method: 'POST',
      headers: { ...headers, ...from, 'content-type': 'application/json' },
      body: JSON.stringify({ couponId: one.id }),
    });
  expect((await send({})).status).toBe(403);
  const answer = await send({ 'sec-fetch-site': 'same-origin' });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const [header, ...rows] = (await answer.text()).trim().split('\r\n');
  expect(header).toContain('redemption,state,coupon');
  expect(rows).toEqual([expect.stringContaining(`${id},redeemed,${one.code}`)]);
});
