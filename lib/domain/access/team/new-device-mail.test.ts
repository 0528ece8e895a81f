import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { RateLimited, Unauthenticated } from '@/lib/core/errors';
import { finishSignIn } from '@/lib/platform/auth/finish-sign-in';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeUserContext, signInAtOnce } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { createUser } from './create-user';
import { disableUser } from './disable-user';
import { sendQueuedAccountEmail } from './send-queued-account-email';
import { deskUrl, queuedEmails, startMail, stopMail } from './testing';

const test = openTestDatabase();
const resend = prepared(startResendFake);
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const now = new Date('2026-11-10T08:00:00Z');
const password = 'see how they run away';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

beforeEach(async () => {
  resend.emails.length = 0;
  await test.sql`delete from pgboss.job`;
  startMail(resend);
});
afterEach(() => stopMail());

let serial = 0;
/** Somebody who has signed in once, and their browser. */
async function makePerson() {
  const email = `device-${++serial}@example.com`;
  const { id } = await createUser(systemContext(test.db, 'test'), { email, name: 'Sita', role: 'support', password });
  const request = (more = {}) => ({ email, password, address: '10.8.0.1', ...more });
  const { device } = await signInAtOnce(test.db, request(), now);
  return { id, email, device, request };
}

async function sendQueued(): Promise<void> {
  const waiting = await queuedEmails(test);
  await test.sql`delete from pgboss.job`;
  for (const data of waiting) await sendQueuedAccountEmail({ ...systemContext(test.db, 'test'), now: () => now }, data);
}

it('a sign-in with a new browser is announced, with when, with what, from where and what to do', async () => {
  const person = await makePerson();
  await sendQueued();
  expect(resend.emails).toEqual([]);
  await signInAtOnce(test.db, person.request({ address: '110.44.112.1', userAgent: firefox }), now);
  await sendQueued();
  expect(resend.emails).toMatchObject([{ to: [person.email], subject: 'New sign-in to Coupon Desk' }]);
  const { text = '', html = '' } = resend.emails[0] ?? {};
  for (const said of [
    '10 Nov 2026, 13:45 Kathmandu',
    'Firefox on Windows',
    '110.44.112.1 (Nepal)',
    `${deskUrl}/forgot-password`,
  ]) {
    expect(text).toContain(said);
    expect(html).toContain(said);
  }
});

it('neither a browser that is known nor one without a right password is announced', async () => {
  const person = await makePerson();
  await signInAtOnce(test.db, person.request({ device: person.device, address: '203.0.113.9' }), now);
  const wrong = signIn(test.db, person.request({ password: 'wrong', userAgent: firefox }), now);
  await expect(wrong).rejects.toThrow(Unauthenticated);
  for (let guess = 0; guess < 11; guess += 1) {
    await signIn(test.db, person.request({ password: 'wrong' }), now).catch(() => undefined);
  }
  await expect(signIn(test.db, person.request(), now)).rejects.toThrow(RateLimited);
  expect(await queuedEmails(test)).toEqual([]);
});

it("another person's browser is a new one", async () => {
  const [one, other] = [await makePerson(), await makePerson()];
  await signInAtOnce(test.db, other.request({ device: one.device }), now);
  expect(await queuedEmails(test)).toMatchObject([{ kind: 'new_device', userId: other.id }]);
});

it('a browser is announced once its second factor is shown, not before', async () => {
  const person = await makePerson();
  const { secret } = await giveTotp(test.db, person.id, now);
  const awaiting = await signIn(test.db, person.request({ userAgent: firefox }), now);
  if (!('pendingToken' in awaiting)) throw new Error('No second factor is awaited.');
  expect(await queuedEmails(test)).toEqual([]);
  const source = { address: '10.8.0.1', userAgent: firefox };
  const proof = { way: 'totp' as const, code: codeAt(secret, now) };
  await finishSignIn(test.db, { token: awaiting.pendingToken, source, proof }, now);
  expect(await queuedEmails(test)).toMatchObject([{ kind: 'new_device', userId: person.id }]);
});

it('what a browser says of itself is not in the mail, and nobody who is disabled since gets one', async () => {
  const [person, gone] = [await makePerson(), await makePerson()];
  const userAgent = 'Call 9800000000 now <b>http://evil.example</b>';
  for (const { request } of [person, gone])
    await signInAtOnce(test.db, request({ userAgent, address: 'unknown' }), now);
  await disableUser(admin, { userId: gone.id });
  await sendQueued();
  expect(resend.emails).toHaveLength(1);
  expect(resend.emails[0]?.text).toContain('an unknown browser');
  expect(resend.emails[0]?.text).toContain('an unknown address');
  expect(`${resend.emails[0]?.text}${resend.emails[0]?.html}`).not.toContain('evil');
});
