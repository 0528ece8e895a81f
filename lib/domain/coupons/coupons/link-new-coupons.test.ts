import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Invalid } from '@/lib/core/errors';
import { archiveUserGroup, createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { inTransaction } from '@/lib/platform/context/context';
import { insertCoupons } from './insert-coupons';
import { linkNewCoupons } from './link-new-coupons';
import { createCouponInput } from './schemas';

const test = openTestDatabase();

it('links each new coupon to its own entries and says so, or none at all where one was archived', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  const [plan, other] = [
    await createUserGroup(admin, { name: 'Plan' }),
    await createUserGroup(admin, { name: 'Other' }),
  ];
  const made = (prefix: string, wanted: number[][]) =>
    inTransaction(admin, async (tx) => {
      const inputs = wanted.map((_, at) =>
        createCouponInput.parse({ code: `${prefix}-${at}`, discount: 5, duration: 'once' }),
      );
      const coupons = await insertCoupons(tx, inputs);
      const links = coupons.map(({ id: couponId }, at) => ({ couponId, ids: wanted[at] ?? [] }));
      await linkNewCoupons(tx, 'user_group', links);
      return coupons;
    });
  const [first, second, free] = await made('LINKED', [[plan.id], [other.id, plan.id], []]);
  const linked = await test.sql`
    select coupon_id::int as id, array_agg(user_group_id::int order by user_group_id) as groups
    from coupon_user_groups group by coupon_id order by coupon_id`;
  expect(linked).toEqual([
    { id: first?.id, groups: [plan.id] },
    { id: second?.id, groups: [plan.id, other.id] },
  ]);
  expect(await test.sql`select link_count from coupons order by id`).toEqual([
    { link_count: 1 },
    { link_count: 2 },
    { link_count: 0 },
  ]);
  const actionsOf = async (id = 0) =>
    (await listActivity(admin, { subjectKind: 'coupon', subjectId: id })).rows.map(({ action }) => action);
  expect(await actionsOf(first?.id)).toContain('coupon.user_group_added');
  expect(await actionsOf(second?.id)).toContain('coupon.user_groups_added');
  expect(await actionsOf(free?.id)).toEqual(['coupon.created']);

  await archiveUserGroup(admin, { id: other.id });
  await expect(made('LATE', [[plan.id], [other.id]])).rejects.toBeInstanceOf(Invalid);
  expect(await test.sql`select from coupons where code like 'LATE%'`).toHaveLength(0);
});
