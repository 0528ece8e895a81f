import { type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { personLimits } from '@/db/schema/limits';
import { countLockWaits } from '@/db/testing';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { updateRole } from '@/lib/domain/access/roles/update-role';
import { acceptInvitation } from '@/lib/domain/access/team/accept-invitation';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { renewInvitation } from '@/lib/domain/access/team/renew-invitation';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { choice, tokenIn } from '@/lib/domain/access/team/testing';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { giveGoodwillCode } from '@/lib/domain/sales/customers/give-goodwill-code';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { refOf } from '@/lib/platform/context/roles';
import { provideLimits, setFourEyes } from './testing';

const { test, admin, second, call } = provideLimits();

type Work = () => Promise<unknown>;

/** The first waits for rows that are held, then the second waits too; once the rows are free, neither is the victim of a deadlock. */
async function meet(rows: SQL, first: Work, then: Work): Promise<PromiseSettledResult<unknown>[]> {
  const [held, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = test.db.transaction(async (tx) => {
    await tx.execute(rows);
    locked.resolve();
    await held.promise;
  });
  await locked.promise;
  const works = [first()];
  await expect.poll(() => countLockWaits(test)).toBe(1);
  works.push(then());
  await expect.poll(() => countLockWaits(test)).toBe(2);
  held.resolve();
  await holder;
  return Promise.allSettled(works);
}

const bothDone = [{ status: 'fulfilled' }, { status: 'fulfilled' }];
const userRow = (id: number) => sql`select from users where id = ${id} for update`;
const roleRow = (id: number) => sql`select from roles where id = ${id} for update`;
const email = () => `lock-${crypto.randomUUID()}@example.com`;
const inClear = async () => {
  const { id: couponId } = await makeCoupon(test.db);
  await makeCode(test.db, couponId);
  return { couponId, filter: {}, clear: { reason: 'tests' } };
};

it('a hand and a change of one of its accounts', async () => {
  const viewer = await makeUserContext(test.db, 'viewer');
  const person = await makeUserContext(test.db, 'admin');
  await changeRole(person, { userId: viewer.actor.id, role: 'support' });
  await setFourEyes(test.db, { fourEyesExportCodes: 10 });
  const input = await inClear();
  const { id: userId } = viewer.actor;
  const done = await meet(
    userRow(userId),
    () => exportCodes(person, input),
    () => disableUser(second, { userId }),
  );
  expect(done).toMatchObject(bothDone);
});

it('a hand and a password that one of its accounts resets', async () => {
  const keeper = await makeUserContext(test.db, await makeRole(test.db, 'team.write'));
  const [person, other] = [await makeUserContext(test.db, 'admin'), await makeUserContext(test.db, 'viewer')];
  await test.db.execute(sql`insert into audit_events (at, actor_kind, user_id, actor_name, action, subject_kind, subject_id)
    values (now(), 'user', ${person.actor.id}, 'tests', 'user.enabled', 'user', ${keeper.actor.id})`);
  await setFourEyes(test.db, { fourEyesExportCodes: 10 });
  const input = await inClear();
  const done = await meet(
    userRow(keeper.actor.id),
    () => exportCodes(person, input),
    () => resetPassword(keeper, { userId: other.actor.id }),
  );
  expect(done).toMatchObject(bothDone);
});

it("an integrator's keys and an invitation of its partner by who made one", async () => {
  const { integratorId, key } = await createIntegratorKey(admin, {
    ...{ name: 'Lock order', creditPaisa: 0, couponLimit: 'all' },
    scopes: ['coupons:read', 'codes:reveal'],
  });
  await setFourEyes(test.db, { fourEyesExportCodes: 10 });
  const { couponId } = await inClear();
  await makeCode(test.db, couponId);
  const done = await meet(
    sql`select from integrators where id = ${integratorId} for update`,
    () => call('GET', `/management/coupons/${couponId}/codes.json`, undefined, key),
    () => inviteUser(admin, { email: email(), name: 'Partner', role: 'partner', integratorId }),
  );
  expect(done).toMatchObject([{ status: 'fulfilled', value: { status: 200 } }, { status: 'fulfilled' }]);
});

it.each(['sent', 'sent again'])(
  'a change of a role and an invitation to it that is %s by somebody who has it',
  async (how) => {
    const role = await makeRole(test.db, 'team.write');
    const person = await makeUserContext(test.db, role);
    const invited = { email: email(), name: 'Invited', role: refOf(role) };
    const invitation = how === 'sent' ? null : await inviteUser(person, invited);
    const permissions = [...role.permissions, 'settings.write' as const];
    const done = await meet(
      roleRow(role.id),
      () => updateRole(admin, { roleId: role.id, name: role.name, permissions }),
      () => (invitation ? renewInvitation(person, { invitationId: invitation.id }) : inviteUser(person, invited)),
    );
    // It holds more than they have by now.
    expect(done).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'forbidden' } }]);
  },
);

it('a role that is deleted and an invitation to it that is accepted', async () => {
  const role = await makeRole(test.db, 'team.write');
  const person = await makeUserContext(test.db, role);
  const { path } = await inviteUser(person, { email: email(), name: 'Invited', role: refOf(role) });
  const done = await meet(
    roleRow(role.id),
    () => deleteRole(admin, { roleId: role.id, moveTo: 'viewer' }),
    () => acceptInvitation(systemContext(test.db, 'tests'), choice(tokenIn(path))),
  );
  expect(done).toMatchObject([{ status: 'fulfilled' }, { reason: { reason: 'link_ended' } }]);
});

it('coupons that are switched on and a code of one of them that the same person gives away', async () => {
  await test.db.insert(personLimits).values({ id: 1, revealHourStop: 10 });
  const { id: couponId } = await makeCoupon(test.db, { security: 'restricted' });
  const { id: off } = await makeCoupon(test.db, { status: 'unavailable', discount: 100, budget: 100 });
  const { sale } = await sell(admin, order(await makeStock(test.db, 1), { phone: '9862200001' }));
  await setFourEyes(test.db, { fourEyesCouponPaisa: 100_000 });
  const input = { press: 'press-0000000000000001', saleId: sale.id, couponId, reason: 'tests' };
  const done = await meet(
    sql`select from coupons where id = ${couponId} for update`,
    () => changeCoupons(admin, { ids: [couponId, off], action: 'switchOn' }),
    () => giveGoodwillCode(admin, input),
  );
  expect(done).toMatchObject([{ status: 'fulfilled', value: { changed: [off] } }, { status: 'fulfilled' }]);
});
