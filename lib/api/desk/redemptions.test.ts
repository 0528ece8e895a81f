import { expect, it } from 'vitest';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { prepared } from '@/test/prepared';
import { openDesk } from './testing';

const desk = prepared(openDesk);

it.each([
  ['', 200],
  ['?state=held&sort=oldest&from=2026-11-01', 200],
  ['/choices?couponId=1', 200],
  ['/999999', 404],
  ['?after=made-up', 400],
  ['?state=gone', 400],
  ['?from=2026-11-05&to=2026-11-01', 400],
])('/api/desk/redemptions%s answers anyone who is signed in with %i', async (path, expected) => {
  expect(await desk.statusesByRole(`/api/desk/redemptions${path}`)).toEqual([expected, expected, expected, expected]);
  expect((await desk.app.request(`/api/desk/redemptions${path}`)).status).toBe(401);
});

it('sends the export to the desk’s own page only, as CSV of what the filter finds', async () => {
  const { ctx, headers } = await desk.signedIn('admin');
  const [one, other] = [await makeCoupon(desk.db), await makeCoupon(desk.db)];
  const { id } = await redeem(ctx, { code: one.code, user: { id: 'u' } });
  await redeem(ctx, { code: other.code, user: { id: 'u' } });
  const send = (from: Record<string, string>) =>
    desk.app.request('/api/desk/redemptions/exports', {
      method: 'POST',
      headers: { ...headers, ...from, 'content-type': 'application/json' },
      body: JSON.stringify({ couponId: one.id }),
    });
  expect((await send({})).status).toBe(403);
  const answer = await send({ 'sec-fetch-site': 'same-origin' });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const [header, ...rows] = (await answer.text()).trim().split('\r\n');
  expect(header).toContain('redemption,state,coupon_id,coupon,');
  expect(rows).toEqual([expect.stringContaining(`${id},redeemed,${one.id},${one.code}`)]);
});
