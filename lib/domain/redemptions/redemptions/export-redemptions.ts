import { and, sql } from 'drizzle-orm';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { ownRedemptionFilter, type RedemptionFilter, redemptionFilter } from './filter-schemas';
import { redemptionsWhere } from './redemption-filter';
import { countRedemptions, selectRedemptions } from './select-redemptions.sql';
import { type RedemptionSummary, summarizeRedemptions } from './summarize-redemptions';

const header = [
  'redemption',
  'state',
  'coupon_id',
  'coupon',
  'code_last_four',
  'user',
  'subscription',
  'integrator_id',
  'integrator',
  'plan_id',
  'plan',
  'tvod_price_id',
  'tvod_price',
  'discount_percent',
  'discount_amount',
  'duration',
  'cycles',
  'amount',
  'amount_off',
  'amount_due',
  'currency',
  ...['created_at', 'hold_expires_at', 'confirmed_at', 'ended_at'].flatMap(instantColumns),
  'end_reason',
];

/**
 * The redemptions that fit as a file, newest first. It carries the platform's users, and so is audited before the first row is
 * read. @throws Forbidden, Invalid
 */
export const exportRedemptions = tableExport('redemptions.read', redemptionFilter, {
  kind: 'redemptions',
  columns: () => header,
  record: (ctx: Context<UserActor>, filter) =>
    recordExport(ctx, { action: 'redemptions.exported', what: 'redemptions', filter }),
  count: (ctx, filter) => countRedemptions(ctx, redemptionsWhere(filter, ctx.now())),
  rows,
});

/** What a partner's own integrator redeemed as a file, the newest first. @throws Forbidden, Invalid */
export const exportOwnRedemptions = tableExport('partner.read', ownRedemptionFilter, {
  kind: 'partner-redemptions',
  columns: () => header,
  record: (ctx: Context<UserActor>, filter) =>
    recordExport(ctx, { action: 'own_redemptions.exported', what: 'redemptions', filter }),
  name: () => 'redemptions',
  count: (ctx, filter) =>
    countRedemptions(ctx, redemptionsWhere({ ...filter, integratorId: ownIntegrator(ctx) }, ctx.now())),
  rows: (ctx, filter) => rows(ctx, { ...filter, integratorId: ownIntegrator(ctx) }),
});

function rows(ctx: Context, filter: RedemptionFilter): AsyncGenerator<Cell[][]> {
  const where = redemptionsWhere(filter, ctx.now());
  return rowsById(ctx, {
    id: sql`r.id`,
    read: (below, limit) => selectRedemptions(ctx, and(where, below) ?? where, { limit }),
    cells: async (page, timeZone) =>
      (await summarizeRedemptions(ctx, page)).map((redemption) => cells(redemption, timeZone)),
    inBulk: 'redemptions',
  });
}

/** What was bought, what came off it and what was left to pay, from which the figures of the statistics can be added up. */
function cells(redemption: RedemptionSummary, timeZone: string): Cell[] {
  const { amount, amountOff } = redemption;
  return [
    redemption.id,
    redemption.state,
    redemption.coupon.id,
    redemption.coupon.code,
    redemption.codeLastFour,
    redemption.userRef,
    redemption.subscriptionRef,
    redemption.integratorId,
    redemption.integratorName,
    redemption.planId,
    redemption.planName,
    redemption.tvodPriceId,
    redemption.tvodPriceName,
    redemption.discount.percent,
    rupeesCell(redemption.discount.amountOff),
    redemption.discount.duration,
    redemption.discount.cycles,
    rupeesCell(amount),
    rupeesCell(amountOff),
    rupeesCell(amount === null ? null : amount - (amountOff ?? 0)),
    currency,
    ...instantCells(redemption.createdAt, timeZone),
    ...instantCells(redemption.holdExpiresAt, timeZone),
    ...instantCells(redemption.confirmedAt, timeZone),
    ...instantCells(redemption.endedAt, timeZone),
    redemption.endReason,
  ];
}
