import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { exportRoles } from '@/lib/domain/access/roles/export-roles';
import { listRoles } from '@/lib/domain/access/roles/list-roles';
import { exportInvitations } from '@/lib/domain/access/team/export-invitations';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { listInvitations } from '@/lib/domain/access/team/list-invitations';
import { changeLinks } from '@/lib/domain/coupons/coupons/change-links';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { exportTvodPriceLinks, exportUserGroupLinks } from '@/lib/domain/coupons/coupons/export-links';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { prepared } from '@/test/prepared';
import { rowsOf } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

it('exports the roles of the list with what they hold', async () => {
  const own = await makeRole(test.db, 'coupons.write');
  const listed = await listRoles(admin);
  const file = await exportRoles(admin, {});
  expect(await file.repeatable?.count()).toBe(listed.length);
  const rows = await rowsOf(file);
  expect(rows.map(({ role }) => role)).toEqual(listed.map(({ ref }) => ref));
  expect(rows.at(-1)).toMatchObject({
    name: own.name,
    people: 0,
    permissions: expect.stringContaining('coupons.write'),
  });
});

it('exports the invitations that are open', async () => {
  await inviteUser(admin, { name: 'Sita', email: 'sita@example.com', role: 'viewer' });
  const listed = await listInvitations(admin);
  const file = await exportInvitations(admin, {});
  expect(await file.repeatable?.count()).toBe(listed.length);
  expect(await rowsOf(file)).toMatchObject([{ id: listed[0]?.id, email: 'sita@example.com', role: 'viewer' }]);
});

it('exports what a coupon is limited to, by a part of its name', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon({ code: 'LIMITED' }));
  const groups = [];
  for (const name of ['Gold', 'Silver', 'Not linked']) groups.push(await createUserGroup(admin, { name }));
  const price = await createTvodPrice(admin, { name: 'Film', tvodType: 'rental', pricePaisa: 9_950, durationDays: 2 });
  const link = (kind: 'user_group' | 'tvod_price', ids: number[]) =>
    changeLinks(admin, { couponId, kind, action: 'link', ids });
  await link(
    'user_group',
    groups.slice(0, 2).map(({ id }) => id),
  );
  await link('tvod_price', [price.id]);
  for (const filter of [{ couponId }, { couponId, name: 'old' }]) {
    const listed = await listUserGroupLinks(admin, { ...filter, side: 'linked' });
    const file = await exportUserGroupLinks(admin, filter);
    expect(file.name).toMatch(/^user-groups-LIMITED-/);
    expect(await file.repeatable?.count()).toBe(listed.rows.length);
    expect((await rowsOf(file)).map(({ id }) => id).toSorted()).toEqual(listed.rows.map(({ id }) => id).toSorted());
  }
  const listed = await listTvodPriceLinks(admin, { couponId, side: 'linked' });
  expect(await rowsOf(await exportTvodPriceLinks(admin, { couponId }))).toMatchObject([
    { id: listed.rows[0]?.id, name: 'Film', price: 99.5, currency: 'NPR', duration_days: 2 },
  ]);
});

it('gives them to those who read the list, and each is noticed', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon());
  const partner = await makeUserContext(test.db, 'partner');
  for (const use of [exportRoles, exportInvitations]) {
    await expect(use(await makeUserContext(test.db, 'support'), {})).rejects.toBeInstanceOf(Forbidden);
    await use(admin, {});
  }
  for (const use of [exportUserGroupLinks, exportTvodPriceLinks]) {
    await expect(use(partner, { couponId })).rejects.toBeInstanceOf(Forbidden);
    await use(admin, { couponId });
  }
  await flushSecurityEvents();
  const found = await test.db
    .select({ data: securityEvents.data })
    .from(securityEvents)
    .where(and(eq(securityEvents.kind, 'data.exported'), eq(securityEvents.userId, admin.actor.id)));
  expect(new Set(found.map(({ data }) => (data as { what: string }).what))).toEqual(
    new Set(['roles', 'invitations', 'user-groups', 'tvod-prices']),
  );
});
