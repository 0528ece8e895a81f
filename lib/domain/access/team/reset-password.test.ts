import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, users } from '@/db/schema/team';
import { Forbidden, Unauthenticated } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { changeRole } from './change-role';
import { choosePassword, readPasswordLink } from './choose-password';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { resetPassword } from './reset-password';
import { choice, chosen, old, providePeople, stopMail, tokenIn, visitor } from './testing';

const { test, resend, admin, now, makePerson, enter } = providePeople();

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
