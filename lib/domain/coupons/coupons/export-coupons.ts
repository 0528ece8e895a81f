import { and, desc, inArray, lt } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { rupeesCell } from '@/lib/core/csv';
import { couponFields } from '@/lib/core/entities/coupon';
import { cellsOfFields, columnsOfFields } from '@/lib/core/entities/field-cells';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { couponsWhere } from './coupon-filters';
import { couponsReached } from './coupon-reach';
import { type Coupon, couponColumns } from './coupon-row';
import { linkedNames } from './linked-names';
import { linksOfCoupons } from './links-of-coupons.sql';
import { type CouponFilters, countCouponsInput } from './schemas';

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
const pageSize = 200;

/**
 * The coupons that match as a file, newest first, each with all that the import of coupons reads. Audited before the first
 * row is read. @throws Forbidden, Invalid
 */
export const exportCoupons = tableExport('coupons.read', countCouponsInput, {
  kind: 'coupons',
  columns: () => header,
  async record(ctx: Context<UserActor>, { q, ...filter }) {
    const data = { filter: auditedFilter({ ...filter, search: q }) };
    await recordAudit(ctx, { action: 'coupons.exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'coupons' } });
  },
  count: (ctx, filter) => ctx.db.$count(coupons, and(couponsWhere(filter, ctx.now()), couponsReached(ctx))),
  rows,
});

async function* rows(ctx: Context, filter: CouponFilters): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await ctx.db
      .select(couponColumns(ctx.now()))
      .from(coupons)
      .where(
        and(
          couponsWhere(filter, ctx.now()),
          couponsReached(ctx),
          last === undefined ? undefined : lt(coupons.id, last),
        ),
      )
      .orderBy(desc(coupons.id))
      .limit(pageSize);
    if (page.length > 0) yield await lines(ctx, page, timeZone);
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
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
