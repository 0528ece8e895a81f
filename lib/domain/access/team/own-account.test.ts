import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Invalid, NeedsProof, NotFound, RateLimited } from '@/lib/core/errors';
import { hashPassword } from '@/lib/platform/auth/password';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { changeOwnPassword } from './change-own-password';
import { endOtherSessions, endOwnSession } from './end-own-sessions';
import { listOwnSessions } from './list-own-sessions';
import { changeOwnPasswordInput } from './schemas';
import { setOwnCalendar } from './set-own-calendar';
import { setOwnLanguage } from './set-own-language';

const test = openTestDatabase();

const password = 'three blind mice run';
const next = 'see how they run away';
const change = (currentPassword: string, newPassword = next) => ({
  currentPassword,
  newPassword,
  repeated: newPassword,
});

/** A user who is signed in here and in one more browser. */
async function makeSignedIn() {
  const { actor, sessionToken } = await makeUserContext(test.db, 'viewer');
  await test.db
    .update(users)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(users.id, actor.id));
  const here = await findSessionUser(test.db, sessionToken, new Date());
  if (!here) throw new Error('no session');
  const elsewhere = await openSession(test.db, { userId: actor.id, now: new Date(), userAgent: 'Elsewhere' });
  const ctx: Context<UserActor> = { actor: here, db: test.db, now: () => new Date() };
  const isIn = async (token: string) => (await findSessionUser(test.db, token, new Date())) !== null;
  return { ctx, sessionToken, elsewhere, isIn };
}

it("is in one's own language, or in the browser's again", async () => {
  const { ctx, sessionToken } = await makeSignedIn();
  const languageNow = async () => (await findSessionUser(test.db, sessionToken, new Date()))?.language;
  expect(await languageNow()).toBeUndefined();
  await setOwnLanguage(ctx, { language: 'ne' });
  await setOwnLanguage(ctx, { language: 'ne' });
  expect(await languageNow()).toBe('ne');
  await setOwnLanguage(ctx, { language: null });
  expect(await languageNow()).toBeUndefined();
  const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, ctx.actor.id));
  expect(events.map(({ action, data }) => [action, data])).toEqual([
    ['user.language_set', { language: 'ne' }],
    ['user.language_set', { language: null }],
  ]);
});

it('shows dates by the calendar that one chose', async () => {
  const { ctx, sessionToken } = await makeSignedIn();
  const calendarNow = async () => (await findSessionUser(test.db, sessionToken, new Date()))?.calendar;
  expect(await calendarNow()).toBeUndefined();
  await setOwnCalendar(ctx, { calendar: 'bikram_sambat' });
  await setOwnCalendar(ctx, { calendar: 'bikram_sambat' });
  expect(await calendarNow()).toBe('bikram_sambat');
  await setOwnCalendar(ctx, { calendar: 'gregorian' });
  expect(await calendarNow()).toBeUndefined();
  await expect(setOwnCalendar(ctx, { calendar: 'hijri' as never })).rejects.toThrow(Invalid);
  const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, ctx.actor.id));
  expect(events.map(({ action, data }) => [action, data])).toEqual([
    ['user.calendar_set', { calendar: 'bikram_sambat' }],
    ['user.calendar_set', { calendar: 'gregorian' }],
  ]);
});

describe("one's own password", () => {
  it('is changed with the current one; every other session ends, this one stays', async () => {
    const { ctx, sessionToken, elsewhere, isIn } = await makeSignedIn();
    const { email } = ctx.actor;
    await changeOwnPassword(ctx, change(password));
    expect([await isIn(sessionToken), await isIn(elsewhere)]).toEqual([true, false]);
    await expect(signIn(test.db, { email, password, address: 'unknown' }, new Date())).rejects.toThrow();
    await signIn(test.db, { email, password: next, address: 'unknown' }, new Date());
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, ctx.actor.id));
    expect(events.map((event) => event.action)).toEqual(['user.password_changed', 'user.signed_in']);
    expect(JSON.stringify(events)).not.toContain(next);
  });

  it('stays with a wrong current one, and guessing is limited', async () => {
    const { ctx, elsewhere, isIn } = await makeSignedIn();
    for (let round = 0; round < 10; round += 1) {
      await expect(changeOwnPassword(ctx, change('wrong'))).rejects.toMatchObject({
        fields: { currentPassword: [expect.any(String)] },
      });
    }
    await expect(changeOwnPassword(ctx, change(password))).rejects.toThrow(RateLimited);
    expect(await isIn(elsewhere)).toBe(true);
  });

  it('is another than before, and typed twice alike', async () => {
    const { ctx } = await makeSignedIn();
    await expect(changeOwnPassword(ctx, change(password, password))).rejects.toThrow(Invalid);
    const parsed = changeOwnPasswordInput.safeParse({ ...change(password), repeated: 'something else' });
    expect(parsed.error?.issues[0]?.path).toEqual(['repeated']);
  });

  it('is not easy to guess, not even for those who know the name', async () => {
    const { ctx, elsewhere, isIn } = await makeSignedIn();
    for (const [weak, why] of [
      ['password12345', 'easy to guess'],
      [`${ctx.actor.email.split('@')[0]}-2026`, 'your email'],
    ] as const) {
      await expect(changeOwnPassword(ctx, change(password, weak))).rejects.toMatchObject({
        fields: { newPassword: [expect.stringContaining(why)] },
      });
    }
    expect(await isIn(elsewhere)).toBe(true);
  });

  it('is changed once by two changes at the same time', async () => {
    const { ctx } = await makeSignedIn();
    const results = await Promise.allSettled([
      changeOwnPassword(ctx, change(password, 'the first of two words')),
      changeOwnPassword(ctx, change(password, 'the second of two words')),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe("one's own sessions", () => {
  it('are listed, this one marked, without tokens', async () => {
    const { ctx, sessionToken } = await makeSignedIn();
    const list = await listOwnSessions(ctx);
    expect(list.map((session) => [session.userAgent ?? 'Here', session.isThis]).sort()).toEqual([
      ['Elsewhere', false],
      ['Here', true],
    ]);
    expect(JSON.stringify(list)).not.toContain(sessionToken);
  });

  it('end one by one', async () => {
    const { ctx, sessionToken, elsewhere, isIn } = await makeSignedIn();
    const other = (await listOwnSessions(ctx)).find((session) => !session.isThis);
    await endOwnSession(ctx, { sessionId: other?.id ?? 0 });
    expect([await isIn(sessionToken), await isIn(elsewhere)]).toEqual([true, false]);
  });

  it('end together, all but this one, and it is audited', async () => {
    const { ctx, sessionToken, elsewhere, isIn } = await makeSignedIn();
    expect(await endOtherSessions(ctx)).toEqual({ ended: 1 });
    expect(await endOtherSessions(ctx)).toEqual({ ended: 0 });
    expect([await isIn(sessionToken), await isIn(elsewhere)]).toEqual([true, false]);
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, ctx.actor.id));
    expect(events).toMatchObject([{ action: 'user.sessions_ended', data: { sessions: 1 } }]);
  });

  it('end after a proof of the last ten minutes alone', async () => {
    const { ctx, elsewhere, isIn } = await makeSignedIn();
    const [other] = (await listOwnSessions(ctx)).filter((session) => !session.isThis);
    const late = { ...ctx, now: () => new Date(Date.now() + 11 * 60_000) };
    await expect(endOwnSession(late, { sessionId: other?.id ?? 0 })).rejects.toThrow(NeedsProof);
    await expect(endOtherSessions(late)).rejects.toThrow(NeedsProof);
    expect(await isIn(elsewhere)).toBe(true);
  });

  it("are one's own: nobody ends another's, nor the one they ask from", async () => {
    const one = await makeSignedIn();
    const other = await makeSignedIn();
    const theirs = await listOwnSessions(other.ctx);
    for (const { id } of theirs) await expect(endOwnSession(one.ctx, { sessionId: id })).rejects.toThrow(NotFound);
    const mine = endOwnSession(one.ctx, { sessionId: one.ctx.actor.sessionId });
    await expect(mine).rejects.toThrow(NotFound);
    expect(await other.isIn(other.elsewhere)).toBe(true);
    expect(await one.isIn(one.sessionToken)).toBe(true);
  });
});
