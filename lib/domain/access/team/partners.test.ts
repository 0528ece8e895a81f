import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { invitations } from '@/db/schema/account-links';
import { integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, Unauthenticated } from '@/lib/core/errors';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { listRoles } from '@/lib/domain/access/roles/list-roles';
import { hashPassword } from '@/lib/platform/auth/password';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { makeIntegrator, makeRole, makeUserContext, signInAtOnce } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { permissionsOf } from '@/lib/platform/context/permissions';
import { prepared } from '@/test/prepared';
import { acceptInvitation } from './accept-invitation';
import { changeRole } from './change-role';
import { inviteUser } from './invite-user';
import { renewInvitation } from './renew-invitation';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const system = () => systemContext(test.db, 'test');
const password = 'four quiet words here';
let company: { id: number; name: string };
beforeEach(async () => {
  company = await makeIntegrator(test.db);
});

let serial = 0;
const invitee = () => ({ name: 'Asha', email: `asha-${++serial}@example.com` });

async function invite(integratorId: number | null, role: 'partner' | 'viewer' = 'partner') {
  const person = invitee();
  const invited = await inviteUser(admin, { ...person, role, integratorId });
  if (invited.mail === 'sent') throw new Error('No mail is configured in tests.');
  return { ...person, id: invited.id, token: invited.path.split('#')[1] ?? '' };
}
const accept = (token: string) => acceptInvitation(system(), { token, password, repeated: password });
const userNow = async (token: string) => findSessionUser(test.db, token, new Date());

describe('a partner', () => {
  it('is invited to one integrator, and holds what partners hold, of it', async () => {
    const { token, email } = await invite(company.id);
    await accept(token);
    const [user] = await test.db.select().from(users).where(eq(users.email, email));
    expect(user).toMatchObject({ assignedRole: 'partner', role: 'viewer', integratorId: company.id });
    const session = await openSession(test.db, { userId: user?.id ?? 0, now: new Date() });
    const actor = await userNow(session);
    expect(actor).toMatchObject({ role: 'partner', integratorId: company.id });
    expect([...permissionsOf('partner')]).toEqual(['partner.read', 'partner.write']);
  });

  it('needs an integrator that is there and on, and nobody else has one', async () => {
    const wrong = { integratorId: [expect.any(String)] };
    await expect(invite(null)).rejects.toMatchObject({ fields: wrong });
    await expect(invite(999_999)).rejects.toMatchObject({ fields: wrong });
    await expect(invite(company.id, 'viewer')).rejects.toMatchObject({ fields: wrong });
    await disableIntegrator(admin, { id: company.id, disabled: true });
    await expect(invite(company.id)).rejects.toMatchObject({ fields: wrong });
  });

  it('is given by those alone who can change integrators', async () => {
    const role = await makeRole(test.db, 'team.write');
    const other = await makeUserContext(test.db, role);
    const person = { ...invitee(), role: 'partner', integratorId: company.id } as const;
    await expect(inviteUser(other, person)).rejects.toBeInstanceOf(Forbidden);
    const gives = async (ctx: typeof other) => (await listRoles(ctx)).find(({ ref }) => ref === 'partner')?.canGive;
    expect([await gives(admin), await gives(other)]).toEqual([true, false]);
    const { actor } = await makeUserContext(test.db, 'partner');
    await expect(changeRole(other, { userId: actor.id, role: 'viewer' })).rejects.toBeInstanceOf(Forbidden);
    for (const who of ['supervisor', 'support', 'viewer', 'partner'] as const) {
      const ctx = await makeUserContext(test.db, who);
      await expect(inviteUser(ctx, person)).rejects.toBeInstanceOf(Forbidden);
    }
  });

  it('is signed out when their role or their integrator changes, and goes on with the new one alone', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'partner');
    const change = { userId: actor.id, role: 'partner', integratorId: company.id } as const;
    await changeRole(admin, change);
    expect(await userNow(sessionToken)).toBeNull();
    const next = await openSession(test.db, { userId: actor.id, now: new Date() });
    expect(await userNow(next)).toMatchObject({ integratorId: company.id });
    await changeRole(admin, change);
    expect(await userNow(next)).not.toBeNull();
    await changeRole(admin, { userId: actor.id, role: 'viewer' });
    expect(await userNow(next)).toBeNull();
    const [row] = await test.db.select().from(users).where(eq(users.id, actor.id));
    expect(row).toMatchObject({ integratorId: null, assignedRole: null });
  });

  it('is not what the people of a deleted role become', async () => {
    const role = await makeRole(test.db, 'team.read');
    await makeUserContext(test.db, role);
    await expect(deleteRole(admin, { roleId: role.id, moveTo: 'partner' })).rejects.toBeInstanceOf(Invalid);
  });
});

describe('an integrator that is switched off', () => {
  it('ends the sessions, sign-ins and invitations of its partners, and of nobody else', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'partner', undefined, company.id);
    const other = await makeUserContext(test.db, 'partner');
    const passwordHash = await hashPassword(password);
    await test.db.update(users).set({ passwordHash }).where(eq(users.id, actor.id));
    const { id, token } = await invite(company.id);
    await disableIntegrator(admin, { id: company.id, disabled: true });
    expect(await userNow(sessionToken)).toBeNull();
    expect(await userNow(other.sessionToken)).not.toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ reason: 'link_ended' });
    await expect(renewInvitation(admin, { invitationId: id })).rejects.toThrow();
    const request = { email: actor.email, password, address: '203.0.113.7' };
    await expect(signInAtOnce(test.db, request, new Date())).rejects.toBeInstanceOf(Unauthenticated);
    await disableIntegrator(admin, { id: company.id, disabled: false });
    expect(await userNow(sessionToken)).toBeNull();
    expect(await signInAtOnce(test.db, request, new Date())).toBeTruthy();
  });

  it('lets nobody in, also where its row alone says so, and lets no invitation be accepted', async () => {
    const { sessionToken } = await makeUserContext(test.db, 'partner', undefined, company.id);
    const { id, token } = await invite(company.id);
    await test.db.update(integrators).set({ disabledAt: new Date() }).where(eq(integrators.id, company.id));
    expect(await userNow(sessionToken)).toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ reason: 'link_ended' });
    const [invitation] = await test.db.select().from(invitations).where(eq(invitations.id, id));
    expect(invitation?.acceptedAt).toBeNull();
  });
});

it('the version before, which knows no partners, lets none in as what it takes them for', async () => {
  const { actor } = await makeUserContext(test.db, 'partner');
  await test.sql`update users set role = 'support' where id = ${actor.id}`;
  const [row] = await test.db.select().from(users).where(eq(users.id, actor.id));
  expect(row).toMatchObject({ role: 'support', assignedRole: null, integratorId: null });
});
