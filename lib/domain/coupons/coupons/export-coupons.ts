import { and, desc, inArray, type SQL } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { rupeesCell } from '@/lib/core/csv';
import { couponFields } from '@/lib/core/entities/coupon';
import { cellsOfFields, columnsOfFields } from '@/lib/core/entities/field-cells';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { couponsWhere } from './coupon-filters';
import { couponsOfOwnCompany, couponsReached } from './coupon-reach';
import { type Coupon, couponColumns } from './coupon-row';
import { linkedNames } from './linked-names';
import { linksOfCoupons } from './links-of-coupons.sql';
import { type CouponFilters, countCouponsInput, ownCouponFilter } from './schemas';

const header = [
  'id',
  ...columnsOfFields(couponFields),
  'currency',
  'member_groups',
  'user_group_ids',
  'user_groups',
  'tvod_price_ids',
  'tvod_prices',
  'state',
  'redemptions',
  'spent',
  ...['created_at', 'updated_at', 'deleted_at'].flatMap(instantColumns),
];

/**
 * The coupons that match as a file, newest first, each with all that the import of coupons reads. Audited before the first
 * row is read. @throws Forbidden, Invalid
 */
export const exportCoupons = tableExport('coupons.read', countCouponsInput, {
  kind: 'coupons',
  columns: () => header,
  record: (ctx: Context<UserActor>, { q, ...filter }) =>
    recordExport(ctx, { action: 'coupons.exported', what: 'coupons', filter: { ...filter, search: q } }),
  count: (ctx, filter) => ctx.db.$count(coupons, and(couponsWhere(filter, ctx.now()), couponsReached(ctx))),
  rows: (ctx, filter) => rows(ctx, filter, couponsReached(ctx)),
});

const ownHeader = [
  'id',
  ...columnsOfFields(couponFields),
  'currency',
  ...['state', 'redemptions', 'spent'],
  ...['created_at', 'updated_at', 'deleted_at'].flatMap(instantColumns),
];
const ownPlaces = ownHeader.map((name) => header.indexOf(name));

/** The coupons of a partner's own company as their list has them, without what they are limited to. @throws Forbidden, Invalid */
export const exportOwnCoupons = tableExport('partner.read', ownCouponFilter, {
  kind: 'partner-coupons',
  columns: () => ownHeader,
  record: (ctx: Context<UserActor>, { q }) =>
    recordExport(ctx, { action: 'own_coupons.exported', what: 'coupons', filter: { search: q } }),
  name: () => 'coupons',
  count: (ctx, filter) =>
    ctx.db.$count(coupons, and(couponsWhere(countCouponsInput.parse(filter), ctx.now()), couponsOfOwnCompany(ctx))),
  async *rows(ctx, filter) {
    for await (const some of rows(ctx, countCouponsInput.parse(filter), couponsOfOwnCompany(ctx))) {
      yield some.map((line) => ownPlaces.map((at) => line[at]));
    }
  },
});

function rows(ctx: Context, filter: CouponFilters, reached: SQL | undefined): AsyncGenerator<Cell[][]> {
  return rowsById(ctx, {
    id: coupons.id,
    read: (below, limit) =>
      ctx.db
        .select(couponColumns(ctx.now()))
        .from(coupons)
        .where(and(couponsWhere(filter, ctx.now()), reached, below))
        .orderBy(desc(coupons.id))
        .limit(limit),
    cells: (page, timeZone) => lines(ctx, page, timeZone),
    pageSize: 200,
  });
}

async function lines(ctx: Context, page: Coupon[], timeZone: string): Promise<Cell[][]> {
  const ids = page.map(({ id }) => id);
  const memberIds = page.flatMap(({ memberGroupIds }) => memberGroupIds);
  const { id, name } = userGroups;
  const [members, groups, prices] = await Promise.all([
    memberIds.length === 0
      ? []
      : ctx.db.select({ id, name }).from(userGroups).where(inArray(id, memberIds)).orderBy(id),
    linksOfCoupons(ctx.db, 'user_group', ids),
    linksOfCoupons(ctx.db, 'tvod_price', ids),
  ]);
  return page.map((coupon) => [
    coupon.id,
    ...cellsOfFields(couponFields, coupon, timeZone),
    currency,
    namesOf(members.filter((group) => coupon.memberGroupIds.includes(group.id))),
    ...linkCells(groups.get(coupon.id)),
    ...linkCells(prices.get(coupon.id)),
    coupon.state,
    coupon.redemptions,
    rupeesCell(coupon.spent),
    ...[coupon.createdAt, coupon.updatedAt, coupon.deletedAt].flatMap((at) => instantCells(at, timeZone)),
  ]);
}

type Named = { id: number; name: string };

/** All ids, which are read back, and the first names. */
const namesOf = (named: Named[]) => linkedNames(named.map(({ name }) => name));
const linkCells = (linked: Named[] = []): Cell[] => [linked.map(({ id }) => id).join(' '), namesOf(linked)];
