import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { passwordLinks } from '@/db/schema/account-links';
import { auditEvents } from '@/db/schema/team';
import { RateLimited, Unauthenticated } from '@/lib/core/errors';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { signInKeys } from '@/lib/platform/auth/limit-sign-ins';
import { signIn } from '@/lib/platform/auth/sign-in';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { choosePassword, readPasswordLink } from './choose-password';
import { disableUser } from './disable-user';
import { prunePasswordLinks } from './prune-password-links';
import { requestPasswordLink } from './request-password-link';
import { sendQueuedAccountEmail } from './send-queued-account-email';
import { choice, chosen, deskUrl, old, providePeople, queuedEmails, stopMail, tokenIn, visitor } from './testing';

const { test, resend, admin, clock, now, made, makePerson, enter, deviceOf } = providePeople();

const ask = (email: string, address = `10.7.0.${made()}`) =>
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
    const nobody = { kind: 'password_link', userId: null, askedAt: clock.at.getTime() };
    // One a minute, which may begin meanwhile.
    expect(await queuedEmails(test)).toContainEqual(nobody);
    expect(new Set((await queuedEmails(test)).map((job) => JSON.stringify(job))).size).toBe(1);
    await sendQueued();
    expect(resend.emails).toEqual([]);
    expect(await test.db.$count(passwordLinks, eq(passwordLinks.userId, disabled.id))).toBe(0);
  });

  it('is mailed whatever others ask for from the same network, three times an hour', async () => {
    const person = await makePerson();
    for (let round = 0; round < 40; round += 1) await ask(`nobody-${round}@example.com`, '203.0.113.77');
    // They keep no mail waiting.
    expect((await queuedEmails(test)).length).toBeLessThan(5);
    await test.sql`delete from pgboss.job`;
    for (let round = 0; round < 5; round += 1) await ask(person.email, '203.0.113.77');
    await sendQueued();
    expect(resend.emails.map(({ to }) => to)).toEqual([[person.email], [person.email], [person.email]]);
  });

  it('is a way in where guesses from many networks keep strangers out', async () => {
    const person = await makePerson();
    const [attacker, cafe] = ['203.0.113.201', '203.0.113.202'];
    const { elsewhere } = signInKeys(person.email, attacker);
    const ample = { key: elsewhere, limit: 1_000, windowSeconds: 15 * 60 };
    for (let guess = 0; guess < 50; guess += 1) await limitAttempts(test.db, clock.at, [ample]);
    const from = (address: string) => signIn(test.db, { email: person.email, password: chosen, address }, clock.at);
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
      signIn(test.db, { email: person.email, password, address, device }, clock.at);
    const device = deviceOf(person.email);
    for (let guess = 0; guess < 11; guess += 1) await expect(from('wrong', device)).rejects.toThrow();
    await expect(from(old, device)).rejects.toThrow(RateLimited);
    await ask(person.email);
    await sendQueued();
    await choosePassword(visitor(test, now, address), choice(tokenIn(resend.emails[0]?.text)));
    expect(await from(chosen, device)).toMatchObject({ id: person.id });
  });

  it('is a way in from a network that others have locked, in a browser that nobody signed in with', async () => {
    const person = await makePerson();
    const address = '203.0.113.204';
    const guess = () => signIn(test.db, { email: 'x'.repeat(300), password: 'x', address }, clock.at);
    for (let round = 0; round < 100; round += 1) await expect(guess()).rejects.toThrow(Unauthenticated);
    const here = visitor(test, now, address);
    for (let round = 0; round < 100; round += 1) {
      await expect(readPasswordLink(here, { token: 'x'.repeat(43) })).rejects.toMatchObject({ reason: 'link_ended' });
    }
    await expect(readPasswordLink(here, { token: 'x'.repeat(43) })).rejects.toThrow(RateLimited);
    await ask(person.email);
    await sendQueued();
    const token = tokenIn(resend.emails[0]?.text);
    expect(await readPasswordLink(here, { token })).toMatchObject({ email: person.email });
    const kept: string[] = [];
    const browser = { device: undefined, remember: (device: string) => kept.push(device) };
    await choosePassword({ ...here, browser }, choice(token));
    const from = (device: string | undefined) =>
      signIn(test.db, { email: person.email, password: chosen, address, device }, clock.at);
    await expect(from(undefined)).rejects.toThrow(RateLimited);
    expect(await from(kept[0])).toMatchObject({ id: person.id });
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
    clock.at = new Date(clock.at.getTime() + 60 * 60_000);
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
    clock.at = new Date(clock.at.getTime() + 61 * 60_000);
    await sendQueuedAccountEmail(system(), job);
    stopMail();
    await sendQueuedAccountEmail(system(), { ...job, askedAt: clock.at.getTime() });
    expect(resend.emails).toHaveLength(1);
  });
});
