import { beforeEach, describe, expect, it } from 'vitest';
import { invitations } from '@/db/schema/account-links';
import { Forbidden } from '@/lib/core/errors';
import { resetFactors, resetFactorsByEmail } from '@/lib/domain/access/factors/reset-factors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { updateRole } from '@/lib/domain/access/roles/update-role';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { refuseApproval } from '@/lib/platform/approvals/end-approval';
import { digestOfToken } from '@/lib/platform/auth/link-token';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { refOf } from '@/lib/platform/context/roles';
import { findOwnFactors } from '@/lib/platform/factors/own-factors';
import { giveTotp } from '@/lib/platform/factors/testing';
import { approve } from './approve';
import { ask, letIn, provideLimits, setFourEyes } from './testing';

type Person = Context<UserActor>;

const { test, admin, second, integrator } = provideLimits();
const makeAdmin = async (): Promise<Person> => (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
const request = (by: Person) => {
  const credit = { integratorId: integrator.actor.integratorId, amountPaisa: 101, reason: crypto.randomUUID() };
  return ask(by, topUpCredit(by, credit));
};

beforeEach(() => setFourEyes(test.db, { fourEyesCreditPaisa: 100 }));

const ways: [string, (by: Person, whom: Person) => Promise<unknown>][] = [
  ['reset the password of', (by, { actor }) => resetPassword(by, { userId: actor.id })],
  [
    'reset the second factor of',
    async (by, { actor }) => {
      await giveTotp(test.db, actor.id, new Date());
      await resetFactors(by, { userId: actor.id, identity: 'in_person' });
    },
  ],
  [
    'gave a role to',
    async (by, { actor }) => {
      await changeRole(by, { userId: actor.id, role: 'viewer' });
      await changeRole(by, { userId: actor.id, role: 'admin' });
    },
  ],
  [
    'invited',
    async (by, { actor: { email, name } }) => {
      const at = new Date();
      const row = { email, name, role: 'admin' as const, invitedBy: by.actor.id, createdAt: at, acceptedAt: at };
      await test.db.insert(invitations).values({ ...row, tokenDigest: digestOfToken(email), expiresAt: at });
    },
  ],
];

it.each(ways)('whom who asked %s within a week approves nothing of theirs', async (_, act) => {
  const other = await makeAdmin();
  await act(admin, other);
  const id = await request(admin);
  const refused = approve(other, { id });
  await expect(refused).rejects.toBeInstanceOf(Forbidden);
  await expect(refused).rejects.toThrow(/less than a week ago/i);
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
});

it('nor do those whom these let in, while whom somebody else let in does', async () => {
  const [first, last, stranger] = [await makeAdmin(), await makeAdmin(), await makeAdmin()];
  await resetPassword(admin, { userId: first.actor.id });
  await resetPassword(first, { userId: last.actor.id });
  await resetPassword(second, { userId: stranger.actor.id });
  const id = await request(admin);
  await expect(approve(last, { id })).rejects.toBeInstanceOf(Forbidden);
  expect(await approve(stranger, { id })).toMatchObject({ state: 'done' });
});

it.each(ways)('nor does who asks approve through whom they %s, nor two of those for each other', async (_, act) => {
  const [puppet, other] = [await makeAdmin(), await makeAdmin()];
  await act(admin, puppet);
  const id = await request(puppet);
  await expect(approve(admin, { id })).rejects.toThrow(/less than a week ago/i);
  await act(admin, other);
  await expect(approve(other, { id })).rejects.toBeInstanceOf(Forbidden);
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
});

it('nor does somebody whose role who asked gave the right to', async () => {
  const role = await makeRole(test.db, 'integrators.read');
  const { actor } = await makeUserContext(test.db, role);
  const permissions = [...role.permissions, 'integrators.write' as const, 'money.read' as const];
  await updateRole(admin, { roleId: role.id, name: role.name, permissions });
  const sessionToken = await openSession(test.db, { userId: actor.id, now: new Date() });
  const now = await findSessionUser(test.db, sessionToken, new Date());
  if (!now) throw new Error('no session');
  const id = await request(admin);
  await expect(approve({ ...admin, actor: now }, { id })).rejects.toThrow(/less than a week ago/i);
  expect(await approve({ ...admin, actor: now }, { id: await request(second) })).toMatchObject({ state: 'done' });
});

it('they can refuse it, and approve what was asked for more than a week after', async () => {
  const other = await makeAdmin();
  await resetPassword(admin, { userId: other.actor.id });
  await refuseApproval(other, { id: await request(admin), reason: 'No' });
  await test.sql`update audit_events set at = at - interval '8 days' where subject_id = ${other.actor.id}`;
  expect(await approve(other, { id: await request(admin) })).toMatchObject({ state: 'done' });
});

it('nobody takes the second factor of whom they were let in by, themselves or through others, within a week', async () => {
  const [person, colleague] = [await makeAdmin(), await makeAdmin()];
  const { id: userId, email } = person.actor;
  const account = await letIn(person);
  const further = await letIn(account);
  const give = () => giveTotp(test.db, userId, new Date());
  await give();
  const before = await rowOf(userId);
  for (const ctx of [account, further]) {
    const refused = resetFactors(ctx, { userId, identity: 'in_person' });
    await expect(refused).rejects.toBeInstanceOf(Forbidden);
    await expect(refused).rejects.toThrow('Another admin has to reset their second factor');
    const withPassword = resetPassword(ctx, { userId, withFactors: true, identity: 'in_person' });
    await expect(withPassword).rejects.toBeInstanceOf(Forbidden);
  }
  expect([await rowOf(userId), (await findOwnFactors(test.db, userId)).totp]).toEqual([before, true]);

  await resetFactors(colleague, { userId, identity: 'in_person' });
  await give();
  await resetFactorsByEmail(systemContext(test.db, 'npm run reset-factors'), { email });
  await giveTotp(test.db, account.actor.id, new Date());
  await resetFactors(person, { userId: account.actor.id, identity: 'in_person' });
  await give();
  await inAWeek();
  await resetFactors(further, { userId, identity: 'in_person' });
});

describe('by whom they were let in within a week, themselves or through others, nobody', () => {
  const shutOut: [string, (by: Person, whom: number) => Promise<unknown>][] = [
    ['resets the password of', (by, userId) => resetPassword(by, { userId })],
    ['changes the role of', (by, userId) => changeRole(by, { userId, role: 'viewer' })],
    ['disables', (by, userId) => disableUser(by, { userId })],
  ];

  it.each(shutOut)('%s', async (_, act) => {
    const person = await makeAdmin();
    const account = await letIn(person);
    const further = await letIn(account);
    const token = await openSession(test.db, { userId: person.actor.id, now: new Date() });
    const before = await rowOf(person.actor.id);
    for (const ctx of [account, further]) {
      const refused = act(ctx, person.actor.id);
      await expect(refused).rejects.toBeInstanceOf(Forbidden);
      await expect(refused).rejects.toThrow(
        /^Less than a week ago this person gave you .* Another admin has to do this\.$/,
      );
    }
    expect(await rowOf(person.actor.id)).toEqual(before);
    expect(await findSessionUser(test.db, token, new Date())).not.toBeNull();
    await act(person, further.actor.id);
    await inAWeek();
    await act(account, person.actor.id);
  });

  it('takes a right from the role of, or the role itself; a new name is none', async () => {
    const role = await makeRole(test.db, 'team.write', 'settings.write');
    const person = await makeUserContext(test.db, role);
    const account = await letIn(person, refOf(role));
    const [colleague, { id: roleId, name }] = [await makeAdmin(), role];
    const permissions = [...role.permissions];
    const fewer = permissions.filter((one) => one !== 'settings.write');
    const refused = updateRole(account, { roleId, name, permissions: fewer });
    await expect(refused).rejects.toThrow(
      /^Less than a week ago somebody with this role gave you .* Another admin has to do this\.$/,
    );
    await expect(deleteRole(account, { roleId, moveTo: 'viewer' })).rejects.toBeInstanceOf(Forbidden);
    await updateRole(account, { roleId, name: `${name}, new`, permissions });
    await updateRole(colleague, { roleId, name, permissions: fewer });
    await deleteRole(colleague, { roleId, moveTo: 'viewer' });
  });
});

/** What was done so far was done a week before. */
async function inAWeek(): Promise<void> {
  await test.sql`update audit_events set at = at - interval '8 days' where subject_kind = 'user'`;
  await test.sql`update invitations set accepted_at = accepted_at - interval '8 days'`;
}

const rowOf = async (userId: number) => (await test.sql`select * from users where id = ${userId}`)[0];
