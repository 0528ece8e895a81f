import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passwordLinks } from '@/db/schema/account-links';
import { auditEvents, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, RateLimited, Unauthenticated } from '@/lib/core/errors';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { signInKeys } from '@/lib/platform/auth/limit-sign-ins';
import { findSessionUser } from '@/lib/platform/auth/session';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeKeyContext, makeUserContext, signInAtOnce } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { changeRole } from './change-role';
import { choosePassword, readPasswordLink } from './choose-password';
import { createUser } from './create-user';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { prunePasswordLinks } from './prune-password-links';
import { requestPasswordLink } from './request-password-link';
import { resetPassword } from './reset-password';
import { sendQueuedAccountEmail } from './send-queued-account-email';
import { choice, deskUrl, queuedEmails, startMail, stopMail, tokenIn, visitor } from './testing';

const test = openTestDatabase({ max: 8 });
const resend = prepared(startResendFake);
const admin = prepared(() => makeUserContext(test.db, 'admin', now));
let clock = new Date('2026-11-10T08:00:00Z');
const now = () => clock;
const old = 'see how they run away';
const chosen = 'three blind mice run';

beforeEach(async () => {
  clock = new Date('2026-11-10T08:00:00Z');
  resend.emails.length = 0;
  await test.sql`delete from pgboss.job`;
  startMail(resend);
});
afterEach(() => {
  resend.clearFaults();
  stopMail();
});

let serial = 0;
/** Of each person by email: the browser that they sign in with. */
const browsers = new Map<string, string>();
/** Somebody with a password, who is signed in. */
async function makePerson() {
  const email = `person-${++serial}@example.com`;
  const user = await createUser(systemContext(test.db, 'test'), {
    email,
    name: 'Sita',
    role: 'support',
    password: old,
  });
  const request = { email, password: old, address: `10.8.0.${serial}` };
  const { sessionToken, device } = await signInAtOnce(test.db, request, clock);
  browsers.set(email, device);
  return { id: user.id, email, isIn: async () => (await findSessionUser(test.db, sessionToken, clock)) !== null };
}
const enter = (email: string, password: string) =>
  signIn(test.db, { email, password, address: `10.8.0.${serial}`, device: browsers.get(email) }, clock);
const ask = (email: string, address = `10.7.0.${serial}`) =>
  requestPasswordLink(visitor(test, now, address), { email });
const system = (): Context<{ kind: 'system'; name: string }> => ({ ...systemContext(test.db, 'test'), now });

/** What the worker does with what waits. */
async function sendQueued(): Promise<void> {
  const waiting = await queuedEmails(test);
  await test.sql`delete from pgboss.job`;
  for (const data of waiting) await sendQueuedAccountEmail(system(), data);
}

describe('a forgotten password', () => {
  it('is chosen again by a link in a mail; every session ends and the person is informed', async () => {
    const person = await makePerson();
    await ask(person.email.toUpperCase());
    expect(JSON.stringify(await queuedEmails(test))).not.toMatch(/[\w-]{43}/);
    await sendQueued();
    const [email] = resend.emails;
    expect(email).toMatchObject({ to: [person.email], subject: 'Choose a new password for Coupon Desk' });
    expect(email?.text).toContain(`${deskUrl}/choose-password#`);
    expect(await person.isIn()).toBe(true);
    await enter(person.email, old);

    const token = tokenIn(email?.text);
    for (let look = 0; look < 3; look += 1) await readPasswordLink(visitor(test, now), { token });
    expect(await choosePassword(visitor(test, now), choice(token))).toEqual({ name: 'Sita', email: person.email });
    expect(await person.isIn()).toBe(false);
    await expect(enter(person.email, old)).rejects.toThrow(Unauthenticated);
    await enter(person.email, chosen);
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, person.id));
    expect(events.map(({ action }) => action)).toContain('user.password_chosen');
    await sendQueued();
    expect(resend.emails[1]).toMatchObject({
      to: [person.email],
      subject: 'Your password for Coupon Desk was changed',
    });
    expect(resend.emails[1]?.text).toContain(`${deskUrl}/forgot-password`);
  });

  it('is answered and queued alike for nobody, a disabled account and too many requests, and mails none of them', async () => {
    const disabled = await makePerson();
    await disableUser(admin, { userId: disabled.id });
    const person = await makePerson();
    for (let request = 0; request < 3; request += 1) await ask(person.email, `10.6.0.${request}`);
    await test.sql`delete from pgboss.job`;
    for (const email of [disabled.email, 'nobody@example.com', person.email]) {
      expect(await ask(email, '10.6.1.1')).toBeUndefined();
    }
    const nobody = { kind: 'password_link', userId: null, askedAt: clock.getTime() };
    expect(await queuedEmails(test)).toEqual([nobody, nobody, nobody]);
    await sendQueued();
    expect(resend.emails).toEqual([]);
    expect(await test.db.$count(passwordLinks, eq(passwordLinks.userId, disabled.id))).toBe(0);
  });

  it('is asked for twenty times an hour from one network, whichever account is meant', async () => {
    for (let round = 0; round < 20; round += 1) await ask(`nobody-${round}@example.com`, '203.0.113.77');
    await expect(ask('nobody@example.com', '203.0.113.77')).rejects.toThrow(RateLimited);
    await ask('nobody@example.com', '203.0.113.78');
  });

  it('is a way in where guesses from many networks keep strangers out', async () => {
    const person = await makePerson();
    const [attacker, cafe] = ['203.0.113.201', '203.0.113.202'];
    const { elsewhere } = signInKeys(person.email, attacker);
    const ample = { key: elsewhere, limit: 1_000, windowSeconds: 15 * 60 };
    for (let guess = 0; guess < 50; guess += 1) await limitAttempts(test.db, clock, [ample]);
    const from = (address: string) => signIn(test.db, { email: person.email, password: chosen, address }, clock);
    await ask(person.email);
    await sendQueued();
    await choosePassword(visitor(test, now, cafe), choice(tokenIn(resend.emails[0]?.text)));
    expect(await from(cafe)).toMatchObject({ id: person.id });
    await expect(from(attacker)).rejects.toThrow(RateLimited);
  });

  it('is a way in with the browser whose own guesses were too many', async () => {
    const person = await makePerson();
    const address = '203.0.113.203';
    const from = (password: string, device: string | undefined) =>
      signIn(test.db, { email: person.email, password, address, device }, clock);
    const device = browsers.get(person.email);
    for (let guess = 0; guess < 11; guess += 1) await expect(from('wrong', device)).rejects.toThrow();
    await expect(from(old, device)).rejects.toThrow(RateLimited);
    await ask(person.email);
    await sendQueued();
    await choosePassword(visitor(test, now, address), choice(tokenIn(resend.emails[0]?.text)));
    expect(await from(chosen, device)).toMatchObject({ id: person.id });
  });

  it('has one link that works: the last, for an hour, once', async () => {
    const person = await makePerson();
    for (let request = 0; request < 2; request += 1) {
      await ask(person.email);
      await sendQueued();
    }
    const [first = '', last = ''] = resend.emails.map(({ text }) => tokenIn(text));
    const refused = { reason: 'link_ended' };
    await expect(choosePassword(visitor(test, now), choice(first))).rejects.toMatchObject(refused);
    clock = new Date(clock.getTime() + 60 * 60_000);
    await expect(readPasswordLink(visitor(test, now), { token: last })).rejects.toMatchObject(refused);
    await expect(choosePassword(visitor(test, now), choice(last))).rejects.toMatchObject(refused);
    await prunePasswordLinks(system());
    expect(await test.db.$count(passwordLinks)).toBe(0);

    await ask(person.email, '10.7.9.9');
    await sendQueued();
    const token = tokenIn(resend.emails.at(-1)?.text);
    const both = await Promise.allSettled([1, 2].map(() => choosePassword(visitor(test, now), choice(token))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(choosePassword(visitor(test, now), choice(token))).rejects.toMatchObject(refused);
  });

  it('stays as it is by a weak one, and by a link of somebody who is disabled since', async () => {
    const person = await makePerson();
    await ask(person.email);
    await sendQueued();
    const token = tokenIn(resend.emails[0]?.text);
    for (const weak of ['short', 'password12345', person.email]) {
      await expect(choosePassword(visitor(test, now), choice(token, weak))).rejects.toMatchObject({
        fields: { password: [expect.any(String)] },
      });
    }
    await disableUser(admin, { userId: person.id });
    await expect(choosePassword(visitor(test, now), choice(token))).rejects.toMatchObject({ reason: 'link_ended' });
  });

  it('is mailed again after a fault of the provider, for an hour, and not at all without an address of the desk', async () => {
    const person = await makePerson();
    await ask(person.email);
    const [job] = await queuedEmails(test);
    if (!job) throw new Error('no job');
    resend.refuse(500, 'application_error');
    await expect(sendQueuedAccountEmail(system(), job)).rejects.toThrow('not accepted');
    await sendQueuedAccountEmail(system(), job);
    expect(resend.emails).toHaveLength(1);
    const token = tokenIn(resend.emails[0]?.text);
    expect(await readPasswordLink(visitor(test, now), { token })).toMatchObject({ email: person.email });
    clock = new Date(clock.getTime() + 61 * 60_000);
    await sendQueuedAccountEmail(system(), job);
    stopMail();
    await sendQueuedAccountEmail(system(), { ...job, askedAt: clock.getTime() });
    expect(resend.emails).toHaveLength(1);
  });
});

describe('a password that an admin resets', () => {
  it('ends at once with every session, and the person chooses the next one', async () => {
    const person = await makePerson();
    const reset = await resetPassword(admin, { userId: person.id });
    expect(reset).toEqual({ id: person.id, name: 'Sita', mail: 'sent', path: null });
    expect(await person.isIn()).toBe(false);
    await expect(enter(person.email, old)).rejects.toThrow(Unauthenticated);
    const token = tokenIn(resend.emails[0]?.text);
    await choosePassword(visitor(test, now), choice(token));
    await enter(person.email, chosen);
    const events = JSON.stringify(await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, person.id)));
    expect(events).toContain('user.password_reset');
    expect(events).not.toContain(token);
  });

  it('is a link to hand over where no mail goes out', async () => {
    stopMail();
    const person = await makePerson();
    const { mail, path } = await resetPassword(admin, { userId: person.id });
    expect([mail, path]).toEqual(['not_configured', expect.stringMatching(/^\/choose-password#[\w-]{43}$/)]);
    await choosePassword(visitor(test, now), choice(tokenIn(path)));
    await enter(person.email, chosen);
  });

  it.each([
    ['is disabled', (userId: number) => disableUser(admin, { userId })],
    ['has another role', (userId: number) => changeRole(admin, { userId, role: 'viewer' })],
  ])('is not chosen with the link that an admin kept who %s', async (_, end) => {
    stopMail();
    const leaving = await makeUserContext(test.db, 'admin', now);
    const [person, other] = [await makePerson(), await makePerson()];
    const kept = await resetPassword(leaving, { userId: person.id });
    const ofAdmin = await resetPassword(admin, { userId: other.id });
    await end(leaving.actor.id);
    const refused = { reason: 'link_ended' };
    const link = { token: tokenIn(kept.path) };
    await expect(readPasswordLink(visitor(test, now), link)).rejects.toMatchObject(refused);
    await expect(choosePassword(visitor(test, now), choice(link.token))).rejects.toMatchObject(refused);
    // A request of theirs that came in before, and is carried out after, makes none either.
    await expect(resetPassword(leaving, { userId: person.id })).rejects.toThrow(Forbidden);
    await choosePassword(visitor(test, now), choice(tokenIn(ofAdmin.path)));
    await enter(other.email, chosen);
  });

  it('of somebody who is disabled and enabled again has no link of before', async () => {
    stopMail();
    const person = await makePerson();
    const { path } = await resetPassword(admin, { userId: person.id });
    await disableUser(admin, { userId: person.id });
    await enableUser(admin, { userId: person.id });
    const again = choosePassword(visitor(test, now), choice(tokenIn(path)));
    await expect(again).rejects.toMatchObject({ reason: 'link_ended' });
  });

  it("is neither the admin's own nor that of somebody disabled, and nobody else resets one", async () => {
    const person = await makePerson();
    await expect(resetPassword(admin, { userId: admin.actor.id })).rejects.toMatchObject({ reason: 'own_password' });
    const before = await test.db.select().from(users).where(eq(users.id, person.id));
    for (const ctx of [
      await makeUserContext(test.db, 'support', now),
      await makeUserContext(test.db, 'viewer', now),
      (await makeKeyContext(test.db, [...scopes], now)) as unknown as Context<UserActor>,
    ]) {
      await expect(resetPassword(ctx, { userId: person.id })).rejects.toThrow(Forbidden);
    }
    expect(await test.db.select().from(users).where(eq(users.id, person.id))).toEqual(before);
    expect(await person.isIn()).toBe(true);
    await disableUser(admin, { userId: person.id });
    await expect(resetPassword(admin, { userId: person.id })).rejects.toMatchObject({ reason: 'disabled' });
  });
});
