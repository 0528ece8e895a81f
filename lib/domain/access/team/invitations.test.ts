import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invitations } from '@/db/schema/account-links';
import { auditEvents, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid, NotFound, RateLimited } from '@/lib/core/errors';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { acceptInvitation, readInvitation } from './accept-invitation';
import { changeRole } from './change-role';
import { disableUser } from './disable-user';
import { inviteUser } from './invite-user';
import { listInvitations } from './list-invitations';
import { renewInvitation } from './renew-invitation';
import { choice, deskUrl, makeMember, startMail, stopMail, tokenIn, visitor } from './testing';
import { withdrawInvitation } from './withdraw-invitation';

const test = openTestDatabase({ max: 8 });
const resend = prepared(startResendFake);
const admin = prepared(() => makeUserContext(test.db, 'admin', now));
let clock = new Date('2026-11-10T08:00:00Z');
const now = () => clock;

beforeEach(() => {
  clock = new Date('2026-11-10T08:00:00Z');
  resend.emails.length = 0;
  startMail(resend);
});
afterEach(() => {
  resend.clearFaults();
  stopMail();
});

const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000);
};
let serial = 0;
const person = () => ({ email: `person-${++serial}@example.com`, name: 'Sita Sharma', role: 'support' as const });
const enter = (email: string, password = 'three blind mice run') =>
  signIn(test.db, { email, password, address: `10.9.0.${serial}` }, clock);
const ended = { reason: 'link_ended' };

describe('an invitation', () => {
  it('goes out by mail, and who gets it chooses a password that no admin knows', async () => {
    const invited = person();
    const sent = await inviteUser(admin, invited);
    expect(sent).toEqual({ id: expect.any(Number), name: invited.name, mail: 'sent', path: null });
    const [email] = resend.emails;
    expect(email).toMatchObject({ to: [invited.email], subject: 'Your invitation to Coupon Desk' });
    expect(email?.text).toContain(`${deskUrl}/invitation#`);
    expect(email?.html).toContain(`${deskUrl}/invitation#${tokenIn(email?.text)}`);
    const token = tokenIn(email?.text);
    expect(await test.db.$count(users, eq(users.email, invited.email))).toBe(0);
    const owner = { name: invited.name, email: invited.email };
    expect(await readInvitation(visitor(test, now), { token })).toEqual(owner);
    expect(await acceptInvitation(visitor(test, now), choice(token))).toEqual(owner);
    const [user] = await test.db.select().from(users).where(eq(users.email, invited.email));
    expect(user).toMatchObject(invited);
    expect(await enter(invited.email)).toMatchObject({ id: user?.id });
    const events = await test.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, user?.id ?? 0));
    expect(events.find(({ action }) => action === 'user.created')).toMatchObject({ userId: user?.id });
  });

  it('is a link to hand over where no mail is configured, and where this one was not accepted', async () => {
    resend.refuse(500, 'application_error', 5);
    const failed = await inviteUser(admin, person());
    expect(failed).toMatchObject({ mail: 'failed', path: expect.stringMatching(/^\/invitation#[\w-]{43}$/) });
    stopMail();
    const invited = person();
    const given = await inviteUser(admin, invited);
    expect(given).toMatchObject({ mail: 'not_configured', path: expect.stringMatching(/^\/invitation#/) });
    await acceptInvitation(visitor(test, now), choice(tokenIn(given.path)));
    expect(await enter(invited.email)).toMatchObject({ email: invited.email });
    expect(resend.emails).toEqual([]);
  });

  it('works for an hour, is not used up by looking, and works once', async () => {
    stopMail();
    const token = tokenIn((await inviteUser(admin, person())).path);
    later(59);
    for (let look = 0; look < 3; look += 1) await readInvitation(visitor(test, now), { token });
    const both = await Promise.allSettled([1, 2].map(() => acceptInvitation(visitor(test, now), choice(token))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(acceptInvitation(visitor(test, now), choice(token))).rejects.toMatchObject(ended);

    const late = tokenIn((await inviteUser(admin, person())).path);
    later(60);
    await expect(readInvitation(visitor(test, now), { token: late })).rejects.toMatchObject(ended);
    await expect(acceptInvitation(visitor(test, now), choice(late))).rejects.toMatchObject(ended);
  });

  it('is sent again with a new link, after which the old one does not work, and withdrawn for good', async () => {
    stopMail();
    const invited = person();
    const first = await inviteUser(admin, invited);
    later(61);
    const second = await renewInvitation(admin, { invitationId: first.id });
    await expect(readInvitation(visitor(test, now), { token: tokenIn(first.path) })).rejects.toMatchObject(ended);
    expect(await readInvitation(visitor(test, now), { token: tokenIn(second.path) })).toMatchObject({
      email: invited.email,
    });
    await withdrawInvitation(admin, { invitationId: first.id });
    const token = tokenIn(second.path);
    await expect(acceptInvitation(visitor(test, now), choice(token))).rejects.toMatchObject(ended);
    for (const again of [withdrawInvitation, renewInvitation]) {
      await expect(again(admin, { invitationId: first.id })).rejects.toThrow(NotFound);
    }
    expect(await inviteUser(admin, invited)).toMatchObject({ mail: 'not_configured' });
    expect(await test.db.$count(users, eq(users.email, invited.email))).toBe(0);
  });

  it('is one for an email, in any case, and none for somebody who is in the team', async () => {
    stopMail();
    const invited = person();
    await inviteUser(admin, invited);
    const again = inviteUser(admin, { ...invited, email: invited.email.toUpperCase() });
    await expect(again).rejects.toMatchObject({ fields: { email: [expect.stringContaining('invited already')] } });
    const { email } = person();
    await makeMember(test, admin, email);
    await expect(inviteUser(admin, { ...person(), email })).rejects.toMatchObject({
      fields: { email: [expect.stringContaining('in the team already')] },
    });
  });

  it('is accepted with a password that is hard to guess, and is still there after a refused one', async () => {
    stopMail();
    const invited = person();
    const token = tokenIn((await inviteUser(admin, invited)).path);
    for (const weak of ['short', 'password12345', 'sita-sharma-2026', 'x'.repeat(129)]) {
      await expect(acceptInvitation(visitor(test, now), choice(token, weak))).rejects.toMatchObject({
        fields: { password: [expect.any(String)] },
      });
    }
    const typed = { ...choice(token), repeated: 'three blind mice ran' };
    await expect(acceptInvitation(visitor(test, now), typed)).rejects.toThrow(Invalid);
    expect(await acceptInvitation(visitor(test, now), choice(token))).toMatchObject({ email: invited.email });
  });

  it('gives the role of its time to come, and nobody one that was deleted meanwhile', async () => {
    stopMail();
    const [night, gone] = [await makeRole(test.db, 'sales.read'), await makeRole(test.db, 'sales.read')];
    const [invited, late] = [person(), person()];
    const first = await inviteUser(admin, { ...invited, role: `own:${night.id}` });
    const second = await inviteUser(admin, { ...late, role: `own:${gone.id}` });
    expect((await listInvitations(admin)).find(({ id }) => id === first.id)).toMatchObject({ roleName: night.name });
    await acceptInvitation(visitor(test, now), choice(tokenIn(first.path)));
    const [user] = await test.db.select().from(users).where(eq(users.email, invited.email));
    expect(user).toMatchObject({ assignedRole: 'own', roleId: night.id });
    await deleteRole(admin, { roleId: gone.id });
    await expect(acceptInvitation(visitor(test, now), choice(tokenIn(second.path)))).rejects.toMatchObject(ended);
    await expect(renewInvitation(admin, { invitationId: second.id })).rejects.toThrow(Invalid);
    await withdrawInvitation(admin, { invitationId: second.id });
  });

  it.each([
    ['is disabled', (userId: number) => disableUser(admin, { userId })],
    ['is given another role', (userId: number) => changeRole(admin, { userId, role: 'viewer' })],
  ])('ends when who sent it %s, first or again, also one that is sent at the same time', async (_, change) => {
    stopMail();
    const leaver = await makeUserContext(test.db, 'admin', now);
    const accept = (path: string | null) => acceptInvitation(visitor(test, now), choice(tokenIn(path)));
    const sent = await inviteUser(leaver, person());
    const again = await renewInvitation(leaver, { invitationId: (await inviteUser(admin, person())).id });
    const [racing] = await Promise.allSettled([inviteUser(leaver, person()), change(leaver.actor.id)]);
    for (const { path } of [sent, again]) await expect(accept(path)).rejects.toMatchObject(ended);
    if (racing.status === 'fulfilled') await expect(accept(racing.value.path)).rejects.toMatchObject(ended);
    else expect(racing.reason).toBeInstanceOf(Forbidden);
    await expect(inviteUser(leaver, person())).rejects.toThrow(Forbidden);
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, sent.id));
    expect(events.map(({ action }) => action)).toContain('invitation.withdrawn');
  });

  it('leaves no token in the database, the list or the audit', async () => {
    stopMail();
    const { id, path } = await inviteUser(admin, person());
    const rows = await test.db.select().from(invitations).where(eq(invitations.id, id));
    const listed = await listInvitations(admin);
    const events = await test.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectKind, 'invitation'), eq(auditEvents.subjectId, id)));
    expect(listed[0]).toMatchObject({ id, invitedByName: admin.actor.name, mailedAt: null });
    expect(events).toMatchObject([{ action: 'invitation.sent', userId: admin.actor.id }]);
    expect(JSON.stringify([rows, listed, events])).not.toContain(tokenIn(path));
    expect(JSON.stringify(listed)).not.toMatch(/digest/i);
  });
});

describe('a link that does not work', () => {
  it('has one answer, whatever the reason', async () => {
    stopMail();
    const withdrawn = await inviteUser(admin, person());
    await withdrawInvitation(admin, { invitationId: withdrawn.id });
    const used = tokenIn((await inviteUser(admin, person())).path);
    await acceptInvitation(visitor(test, now), choice(used));
    const tokens = [tokenIn(withdrawn.path), used, 'x'.repeat(43), '', '\0'];
    for (const token of tokens) {
      const refusals = await Promise.all(
        [readInvitation, acceptInvitation].map((attempt) =>
          attempt(visitor(test, now), choice(token)).catch((error: unknown) => error),
        ),
      );
      for (const refusal of refusals) {
        expect(refusal).toBeInstanceOf(Conflict);
        expect(refusal).toMatchObject(ended);
      }
    }
  });

  it('is tried a hundred times a quarter of an hour from one network, and no neighbour waits for it', async () => {
    const guess = (address: string) =>
      readInvitation(visitor(test, now, address), { token: 'guess' }).catch((error: unknown) => error);
    for (let round = 0; round < 100; round += 1) expect(await guess('203.0.113.9')).toBeInstanceOf(Conflict);
    expect(await guess('203.0.113.9')).toBeInstanceOf(RateLimited);
    expect(await guess('203.0.113.10')).toBeInstanceOf(Conflict);
  });
});

describe('a user who is not an admin', () => {
  it('neither invites nor lists, renews or withdraws', async () => {
    stopMail();
    const { id: invitationId } = await inviteUser(admin, person());
    const before = await test.db.select().from(invitations);
    for (const ctx of [
      await makeUserContext(test.db, 'support', now),
      await makeUserContext(test.db, 'viewer', now),
      (await makeKeyContext(test.db, [...scopes], now)) as unknown as Context<UserActor>,
    ]) {
      await expect(inviteUser(ctx, person())).rejects.toThrow(Forbidden);
      await expect(listInvitations(ctx)).rejects.toThrow(Forbidden);
      await expect(renewInvitation(ctx, { invitationId })).rejects.toThrow(Forbidden);
      await expect(withdrawInvitation(ctx, { invitationId })).rejects.toThrow(Forbidden);
    }
    expect(await test.db.select().from(invitations)).toEqual(before);
  });
});
