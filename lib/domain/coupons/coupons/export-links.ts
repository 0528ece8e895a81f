import { and, desc } from 'drizzle-orm';
import type { z } from 'zod';
import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { assertReaches } from './coupon-reach';
import type { LinkKind } from './filters';
import { getCoupon } from './get-coupon';
import { groupColumns, linkOf, linksThatFit, priceColumns } from './list-links';
import { exportLinksInput } from './schemas';
import { summarizeLinks } from './summarize-links';

type Input = z.output<typeof exportLinksInput>;

/** What the exports of both kinds have in common. */
const linksExport = (
  kind: LinkKind,
  path: string,
  header: string[],
  rows: (ctx: Context<UserActor>, input: Input) => AsyncGenerator<Cell[][]>,
) =>
  tableExport('coupons.read', exportLinksInput, {
    kind: `coupon-${path}`,
    columns: () => header,
    async record(ctx: Context<UserActor>, { couponId }): Promise<{ coupon: string }> {
      await assertReaches(ctx, couponId);
      const { code: coupon } = await getCoupon(ctx, { id: couponId, withDeleted: true });
      await recordAudit(ctx, { action: 'coupon_links.exported', subjectKind: 'coupon', subjectId: couponId });
      recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: path, coupon } });
      return { coupon };
    },
    name: ({ coupon }) => `${path}-${coupon}`,
    count: async (ctx, input) => (await summarizeLinks(ctx, { ...input, kind })).matching.linked,
    rows,
  });

/** The user groups that a coupon is limited to as a file, the newest first; audited. @throws Forbidden, NotFound */
export const exportUserGroupLinks = linksExport(
  'user_group',
  'user-groups',
  ['id', 'name', ...instantColumns('archived_at')],
  (ctx, { couponId, name }) =>
    rowsById(ctx, {
      id: userGroups.id,
      read: (below, limit) =>
        ctx.db
          .select(groupColumns)
          .from(userGroups)
          .innerJoin(couponUserGroups, linkOf('user_group', couponId))
          .where(and(linksThatFit('user_group', 'linked', name), below))
          .orderBy(desc(userGroups.id))
          .limit(limit),
      cells: (page, timeZone) => page.map((one) => [one.id, one.name, ...instantCells(one.archivedAt, timeZone)]),
    }),
);

/** The TVOD prices that a coupon is limited to as a file, the newest first; audited. @throws Forbidden, NotFound */
export const exportTvodPriceLinks = linksExport(
  'tvod_price',
  'tvod-prices',
  ['id', 'name', 'tvod_type', 'price', 'currency', 'duration_days', ...instantColumns('archived_at')],
  (ctx, { couponId, name }) =>
    rowsById(ctx, {
      id: tvodPrices.id,
      read: (below, limit) =>
        ctx.db
          .select(priceColumns)
          .from(tvodPrices)
          .innerJoin(couponTvodPrices, linkOf('tvod_price', couponId))
          .where(and(linksThatFit('tvod_price', 'linked', name), below))
          .orderBy(desc(tvodPrices.id))
          .limit(limit),
      cells: (page, timeZone) =>
        page.map((one) => [
          ...[one.id, one.name, one.tvodType, rupeesCell(one.pricePaisa), currency, one.durationDays],
          ...instantCells(one.archivedAt, timeZone),
        ]),
    }),
);
