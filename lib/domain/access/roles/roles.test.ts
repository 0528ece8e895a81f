import { and, desc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, roles, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { createUser } from '@/lib/domain/access/team/create-user';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { renewInvitation } from '@/lib/domain/access/team/renew-invitation';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { holds } from '@/lib/platform/auth/held-role';
import { findSessionUser } from '@/lib/platform/auth/session';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { withNeeded } from '@/lib/platform/context/permission-names';
import type { OwnRole } from '@/lib/platform/context/roles';
import { scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { createRole } from './create-role';
import { deleteRole } from './delete-role';
import { listRoles } from './list-roles';
import { roleNow } from './testing';
import { updateRole } from './update-role';

const test = openTestDatabase({ max: 10 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));

let serial = 0;
beforeEach(() => {
  serial += 1;
});
const freshName = () => `Night shift ${serial}`;

const eventsOf = (subjectKind: string, subjectId: number) =>
  test.db
    .select({ action: auditEvents.action, data: auditEvents.data, userId: auditEvents.userId })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectKind, subjectKind), eq(auditEvents.subjectId, subjectId)))
    .orderBy(desc(auditEvents.id));

describe("a role of one's own", () => {
  it('is made with what it needs, and is in the list with who has it', async () => {
    const { id } = await createRole(admin, { name: ` ${freshName()} `, permissions: ['sales.resolve'] });
    const holder = await makeUserContext(test.db, 'viewer');
    await changeRole(admin, { userId: holder.actor.id, role: `own:${id}` });
    const listed = (await listRoles(admin)).find((role) => role.id === id);
    const basic = ['coupons.read', 'redemptions.read', 'products.read', 'sales.read', 'suppliers.read'];
    expect(listed).toMatchObject({ ref: `own:${id}`, name: freshName(), people: 1, names: [holder.actor.name] });
    expect(listed?.permissions.toSorted()).toEqual([...basic, 'sales.sell', 'sales.resolve'].sort());
    expect((await eventsOf('role', id))[0]).toMatchObject({ action: 'role.created', userId: admin.actor.id });
    const { rows } = await listUsers(admin, { role: `own:${id}` });
    expect(rows).toMatchObject([{ id: holder.actor.id, role: `own:${id}`, roleName: freshName() }]);
  });

  it('that is changed signs its people out, who go on with what it holds now; a new name signs nobody out', async () => {
    const role = await makeRole(test.db, 'activity.read');
    const [holder, other] = [await makeUserContext(test.db, role), await makeUserContext(test.db, 'viewer')];
    const isIn = ({ sessionToken }: typeof holder) => findSessionUser(test.db, sessionToken, new Date());
    await updateRole(admin, { roleId: role.id, name: freshName(), permissions: ['activity.read'] });
    expect(await isIn(holder)).toMatchObject({ role: { name: freshName() } });
    await updateRole(admin, { roleId: role.id, name: role.name, permissions: ['sales.sell'] });
    expect(await isIn(holder)).toBeNull();
    expect(await isIn(other)).not.toBeNull();
    expect((await roleNow(test.db, holder)) as OwnRole).toMatchObject({ permissions: withNeeded(['sales.sell']) });
    expect((await eventsOf('role', role.id))[0]).toMatchObject({
      action: 'role.updated',
      data: { name: role.name, given: ['sales.sell'], taken: ['activity.read'] },
    });
  });

  it('is written and audited only where something changes', async () => {
    const role = await makeRole(test.db, 'activity.read');
    await updateRole(admin, { roleId: role.id, name: role.name, permissions: ['activity.read'] });
    expect(await eventsOf('role', role.id)).toEqual([]);
  });

  it('has a name of its own, in any case', async () => {
    await createRole(admin, { name: freshName(), permissions: [] });
    const other = await makeRole(test.db);
    for (const name of [freshName().toUpperCase(), 'ADMIN', 'Supervisor']) {
      await expect(createRole(admin, { name, permissions: [] })).rejects.toMatchObject({
        fields: { name: [/already/] },
      });
      await expect(updateRole(admin, { roleId: other.id, name, permissions: [] })).rejects.toThrow(Invalid);
    }
  });

  it('that is gone is neither found nor given', async () => {
    const role = await makeRole(test.db);
    await deleteRole(admin, { roleId: role.id });
    const gone = { roleId: role.id, name: freshName(), permissions: [] };
    await expect(updateRole(admin, gone)).rejects.toThrow(NotFound);
    await expect(deleteRole(admin, { roleId: role.id })).rejects.toThrow(NotFound);
    const { actor } = await makeUserContext(test.db, 'viewer');
    const give = changeRole(admin, { userId: actor.id, role: `own:${role.id}` });
    await expect(give).rejects.toMatchObject({ fields: { role: [/deleted/] } });
  });
});

it('those who hold a permission are found in the database, by whatever role', async () => {
  const given = await makeUserContext(test.db, await makeRole(test.db, 'security.read'));
  const others = [
    await makeUserContext(test.db, 'supervisor'),
    await makeUserContext(test.db, await makeRole(test.db)),
  ];
  const found = await test.db.select({ id: users.id }).from(users).where(holds('security.read'));
  const ids = found.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([admin.actor.id, given.actor.id]));
  for (const { actor } of others) expect(ids).not.toContain(actor.id);
});

it('who loses the right to invite has handed out no invitation that still works', async () => {
  const role = await makeRole(test.db, 'team.write');
  const manager = await makeUserContext(test.db, role);
  const { id } = await inviteUser(manager, { email: `left-${serial}@example.com`, name: 'Gita', role: 'viewer' });
  await updateRole(admin, { roleId: role.id, name: role.name, permissions: ['team.read'] });
  await expect(renewInvitation(admin, { invitationId: id })).rejects.toThrow(NotFound);
  // A request that came in before the change, and is carried out after it.
  const late = inviteUser(manager, { email: `late-${serial}@example.com`, name: 'Gita', role: 'viewer' });
  await expect(late).rejects.toThrow(Forbidden);
});

describe('deleting a role that people have', () => {
  it('is refused until it is said which they get instead, who then have that', async () => {
    const role = await makeRole(test.db, 'sales.sell');
    const [holder, left] = [await makeUserContext(test.db, role), await makeUserContext(test.db, role)];
    await disableUser(admin, { userId: left.actor.id });
    await expect(deleteRole(admin, { roleId: role.id })).rejects.toMatchObject({
      reason: 'role_in_use',
      details: { people: 2 },
    });
    await expect(deleteRole(admin, { roleId: role.id, moveTo: `own:${role.id}` })).rejects.toThrow(Invalid);
    expect(await roleNow(test.db, holder)).toMatchObject({ id: role.id });
    await expect(deleteRole(admin, { roleId: role.id, moveTo: 'supervisor' })).resolves.toMatchObject({ moved: 2 });
    expect(await findSessionUser(test.db, holder.sessionToken, new Date())).toBeNull();
    expect(await roleNow(test.db, holder)).toBe('supervisor');
    expect((await eventsOf('user', left.actor.id))[0]).toMatchObject({
      action: 'user.role_changed',
      data: { from: role.name, to: 'supervisor' },
    });
  });

  it('and giving it at the same time leave nobody with a role that is gone', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [role, other] = [await makeRole(test.db), await makeRole(test.db, 'sales.sell')];
      const members = await Promise.all([1, 2, 3].map(() => makeUserContext(test.db, 'viewer')));
      await Promise.allSettled([
        ...members.map(({ actor }) => changeRole(admin, { userId: actor.id, role: `own:${role.id}` })),
        deleteRole(admin, { roleId: role.id, moveTo: `own:${other.id}` }),
        deleteRole(admin, { roleId: role.id }),
      ]);
      const isThere = (await test.db.$count(roles, eq(roles.id, role.id))) > 0;
      const held = await Promise.all(members.map((member) => roleNow(test.db, member)));
      const allowed = ['viewer', other.name, ...(isThere ? [role.name] : [])];
      expect(
        held.map((one) => (typeof one === 'object' ? one.name : one)).filter((name) => !allowed.includes(name ?? '')),
      ).toEqual([]);
    }
  });
});

describe('somebody who manages the team and is no admin', () => {
  const asUser = (ctx: Context) => ctx as Context<UserActor>;
  const someone = () => ({ email: `above-${serial}@example.com`, name: 'Above' });
  let invited: { id: number };
  beforeAll(async () => {
    invited = await inviteUser(admin, { email: 'boss@example.com', name: 'Boss', role: 'admin' });
  });
  const attempts: [string, (ctx: Context, ids: { above: number; member: number; role: number }) => Promise<unknown>][] =
    [
      ['make a role of what they lack', (ctx) => createRole(ctx, { name: freshName(), permissions: ['codes.reveal'] })],
      [
        'add what they lack to a role',
        (ctx, { role }) => updateRole(ctx, { roleId: role, name: freshName(), permissions: ['settings.write'] }),
      ],
      ['make somebody an admin', (ctx, { member }) => changeRole(ctx, { userId: member, role: 'admin' })],
      ['make themselves an admin', (ctx) => changeRole(ctx, { userId: (ctx.actor as UserActor).id, role: 'admin' })],
      ['demote an admin', (ctx, { above }) => changeRole(ctx, { userId: above, role: 'viewer' })],
      ['disable an admin', (ctx, { above }) => disableUser(ctx, { userId: above })],
      ["reset an admin's password", (ctx, { above }) => resetPassword(asUser(ctx), { userId: above })],
      [
        'delete a role with another of what they lack',
        (ctx, { role }) => deleteRole(ctx, { roleId: role, moveTo: 'support' }),
      ],
      ['add an admin', (ctx) => createUser(ctx, { ...someone(), role: 'admin', password: generatePassword() })],
      ['invite an admin', (ctx) => inviteUser(asUser(ctx), { ...someone(), role: 'admin' })],
      ['get the link of an invited admin', (ctx) => renewInvitation(asUser(ctx), { invitationId: invited.id })],
      [
        'make a key of what they lack',
        (ctx) => createIntegratorKey(ctx, { name: freshName(), scopes: ['codes:reveal'], creditPaisa: 0 }),
      ],
    ];

  it.each(attempts)('cannot %s', async (_, attempt) => {
    const manager = await makeUserContext(test.db, await makeRole(test.db, 'team.write', 'integrators.write'));
    const { id: role } = await makeRole(test.db);
    const member = (await makeUserContext(test.db, 'viewer')).actor.id;
    const above = (await makeUserContext(test.db, 'admin')).actor.id;
    const state = async () => [
      await test.db.select().from(users).orderBy(users.id),
      await test.db.select().from(roles),
    ];
    const before = await state();
    await expect(attempt(manager, { above, member, role })).rejects.toThrow(Forbidden);
    expect(await state()).toEqual(before);
  });

  it('can do all that within their own rights', async () => {
    const manager = await makeUserContext(test.db, await makeRole(test.db, 'team.write'));
    const { id } = await createRole(manager, { name: freshName(), permissions: ['team.read'] });
    const { actor } = await makeUserContext(test.db, 'viewer');
    await changeRole(manager, { userId: actor.id, role: `own:${id}` });
    await updateRole(manager, { roleId: id, name: freshName(), permissions: [] });
    await expect(deleteRole(manager, { roleId: id, moveTo: 'viewer' })).resolves.toMatchObject({ moved: 1 });
    const listed = await listRoles(manager);
    expect(listed.filter(({ canGive }) => canGive).map(({ ref }) => ref)).toContain('viewer');
    expect(listed.find(({ ref }) => ref === 'admin')?.canGive).toBe(false);
  });
});

it.each(['supervisor', 'support', 'viewer', 'key'] as const)('%s can neither see nor change roles', async (who) => {
  const ctx = who === 'key' ? await makeKeyContext(test.db, [...scopes]) : await makeUserContext(test.db, who);
  const { id: roleId } = await makeRole(test.db);
  for (const attempt of [
    () => listRoles(ctx),
    () => createRole(ctx, { name: freshName(), permissions: [] }),
    () => updateRole(ctx, { roleId, name: freshName(), permissions: [] }),
    () => deleteRole(ctx, { roleId }),
  ]) {
    await expect(attempt()).rejects.toThrow(Forbidden);
  }
});
