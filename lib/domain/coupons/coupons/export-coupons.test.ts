import { desc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { rowsOf } from '@/lib/core/testing';
import { createTvodPrice, exportTvodPrices } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { archiveUserGroup, createUserGroup, exportUserGroups } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createCoupon } from './create-coupon';
import { createLinkedCoupon } from './create-linked-coupon';
import { exportCoupons } from './export-coupons';
import { newCoupon } from './testing';

const now = new Date('2026-11-03T06:15:00Z');
const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));

const lastAudit = async (action: string) => {
  const about = eq(auditEvents.action, action);
  return (await test.db.select().from(auditEvents).where(about).orderBy(desc(auditEvents.id)).limit(1))[0];
};

let ids: Record<'gold' | 'silver' | 'price', number>;
beforeAll(async () => {
  const [gold, silver] = [
    await createUserGroup(admin, { name: 'Gold' }),
    await createUserGroup(admin, { name: '=Silver, "सुन"' }),
  ];
  const price = await createTvodPrice(admin, {
    name: 'Rent',
    tvodType: 'rental',
    pricePaisa: 25_050,
    durationDays: 2,
  });
  ids = { gold: gold.id, silver: silver.id, price: price.id };
  const amounts = { discount: 0, amountOff: 10_050, budget: 500_000 };
  const dates = { releaseAt: '2026-11-04T00:00:00Z', expiresAt: '2026-12-31T18:15:00Z' };
  const members = { audience: 'members' as const, memberGroupIds: [gold.id] };
  await createLinkedCoupon(admin, {
    ...newCoupon({ code: 'DASHAIN', ...amounts, ...dates, ...members, description: 'दशैं\nsecond line' }),
    ...{ userGroupIds: [gold.id, silver.id], tvodPriceIds: [price.id] },
  });
  await createCoupon(admin, newCoupon({ code: 'PLAIN', discount: 12.5 }));
});

describe('an export of coupons', () => {
  it('has every field with ids and names, money in rupees, and instants in UTC and in the zone of the settings', async () => {
    const file = await exportCoupons(admin, { q: 'DASHAIN' });
    expect(file.name).toBe('coupons-2026-11-03');
    expect(await rowsOf(file)).toEqual([
      expect.objectContaining({
        ...{ code: 'DASHAIN', discount: 0, amount_off: 100.5, budget: 5000, maximum_off: '', currency: 'NPR' },
        ...{ release_date: '2026-11-04T00:00:00.000Z', release_date_local: '2026-11-04T05:45:00.000+05:45' },
        ...{ expiration_date: '2026-12-31T18:15:00.000Z', description: 'दशैं\nsecond line', spent: 0 },
        ...{ member_group_ids: String(ids.gold), member_groups: 'Gold', audience: 'members' },
        ...{ user_group_ids: `${ids.gold} ${ids.silver}`, user_groups: 'Gold; =Silver, "सुन"' },
        ...{ tvod_price_ids: String(ids.price), tvod_prices: 'Rent', state: 'scheduled', deleted_at: '' },
      }),
    ]);
    expect((await lastAudit('coupons.exported'))?.data).toEqual({
      filter: { deleted: false, date: 'expiration_date', searched: true },
    });
  });

  it('has what the filters show, newest first, across pages', async () => {
    const many = Array.from({ length: 210 }, (_, n) => newCoupon({ code: `MANY${n}`, discount: 1 }));
    await test.db.insert(coupons).values(many);
    const all = await rowsOf(await exportCoupons(admin, {}));
    expect(new Set(all.map(({ code }) => code)).size).toBe(212);
    expect(all[0]).toMatchObject({ code: 'MANY209' });
    const active = await rowsOf(await exportCoupons(admin, { state: 'active', q: 'PLAIN' }));
    expect(active).toMatchObject([{ code: 'PLAIN', discount: 12.5, user_group_ids: '', user_groups: '' }]);
    expect(await rowsOf(await exportCoupons(admin, { deleted: true }))).toEqual([]);
  });

  it('is not for a key that only writes', async () => {
    const writer = await makeKeyContext(test.db, ['coupons:write']);
    for (const use of [exportCoupons, exportUserGroups, exportTvodPrices]) {
      await expect(use(writer as never, {})).rejects.toBeInstanceOf(Forbidden);
    }
  });
});

describe('an export of a directory', () => {
  it('has the columns that its import reads, and how many coupons are limited to each entry', async () => {
    const file = await exportTvodPrices(admin, {});
    expect(file.name).toBe('tvod-prices-2026-11-03');
    const row = { name: 'Rent', tvod_type: 'rental', price: 250.5, duration: 2, currency: 'NPR', coupons: 1 };
    expect(await rowsOf(file)).toEqual([expect.objectContaining({ id: ids.price, ...row, archived_at: '' })]);
  });

  it('has what the filters show, across pages', async () => {
    const { id } = await createUserGroup(admin, { name: 'Old' });
    await archiveUserGroup(admin, { id });
    const archived = await rowsOf(await exportUserGroups(admin, { state: 'archived' }));
    expect(archived).toMatchObject([{ id, name: 'Old', archived_at: now.toISOString() }]);
    await test.db.insert(userGroups).values(Array.from({ length: 1010 }, (_, n) => ({ name: `Group ${n}` })));
    const found = await rowsOf(await exportUserGroups(admin, { name: 'group' }));
    expect(new Set(found.map((row) => row.name)).size).toBe(1010);
    expect((await lastAudit('user_groups.exported'))?.data).toEqual({ filter: { state: 'active', searched: true } });
  });
});
