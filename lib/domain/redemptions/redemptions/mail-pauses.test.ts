import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { setPauseMails } from '@/lib/domain/access/team/own-mails';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { connectEmail } from '@/test/connect-email';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';
import { mailPauses } from './mail-pauses';
import { redeem } from './redeem';
import { makeCoupon } from './testing';

const now = new Date('2026-11-28T10:00:00Z');
let test: TestDatabase;
let resend: ResendFake;
let admin: Context<UserActor>;
let other: Context<UserActor>;
let buyer: Context<KeyActor>;

beforeEach(async () => {
  [test, resend] = await Promise.all([createTestDatabase(), startResendFake()]);
  admin = await makeUserContext(test.db, 'admin', () => now);
  other = await makeUserContext(test.db, 'admin', () => now);
  await makeUserContext(test.db, 'support');
  buyer = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await resend.close();
  await test.close();
});

async function pause(coupon: { code: string }, user: string) {
  await redeem(buyer, { code: coupon.code, user: { id: user } });
}
const run = (hours = 0) =>
  mailPauses({ ...systemContext(test.db, 'test'), now: () => new Date(now.getTime() + hours * 3_600_000) }, {});
const recipients = () => resend.emails.map(({ to }) => to[0]).toSorted();
const both = () => [admin.actor.email, other.actor.email].toSorted();

it('mails a pause once to each who can switch the coupon on again, with what to do', async () => {
  connectEmail(resend);
  const coupon = await makeCoupon(test.db, { code: 'DASHAIN25', redemptionsPerHour: 1 });
  await run();
  expect(recipients()).toEqual([]);
  await pause(coupon, 'a');
  await run();
  await run(1);
  expect(recipients()).toEqual(both());
  const [mail] = resend.emails;
  expect(mail?.subject).toContain('the coupon DASHAIN25 is paused');
  expect(mail?.text).toContain('reached its limit of redemptions within an hour (1)');
  expect(mail?.text).toContain('paused since 28 Nov 2026, 15:45 Kathmandu');
  expect(mail?.text).toContain('switch the coupon on again');
  expect(mail?.text).toContain(`https://desk.example.com/coupons/${coupon.id}`);
});

it('mails the next pause of the same coupon again, and nobody who does not want it', async () => {
  connectEmail(resend);
  await setPauseMails(other, { wanted: false });
  const coupon = await makeCoupon(test.db, { redemptionsPerHour: 1 });
  await pause(coupon, 'a');
  await run();
  await updateCoupon(admin, { id: coupon.id, status: 'available' });
  buyer = { ...buyer, now: () => new Date(now.getTime() + 60_000) };
  await pause(coupon, 'b');
  await run(0.1);
  expect(recipients()).toEqual([admin.actor.email, admin.actor.email]);
  const [row] = await test.sql`
    select data from audit_events where action = 'user.pause_mails_set' and user_id = ${other.actor.id}`;
  expect(row?.data).toEqual({ wanted: false });
});

it('waits without a provider and while it fails, for a day', async () => {
  const coupon = await makeCoupon(test.db, { redemptionsPerHour: 1 });
  await pause(coupon, 'a');
  await run();
  connectEmail(resend);
  resend.refuse(429, 'rate_limit_exceeded', 2);
  await run();
  expect(recipients()).toEqual([]);
  await run(25);
  expect(recipients()).toEqual([]);
  await run(1);
  expect(recipients()).toEqual(both());
});

it('is a choice of those alone who can change coupons', async () => {
  for (const ctx of [
    await makeUserContext(test.db, 'supervisor'),
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'viewer'),
  ]) {
    await expect(setPauseMails(ctx, { wanted: false })).rejects.toMatchObject({ code: 'forbidden' });
  }
  const key = await makeKeyContext(
    test.db,
    scopes.filter((scope) => scope !== 'coupons:write'),
  );
  await expect(setPauseMails(key as unknown as Context<UserActor>, { wanted: false })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
