import { and, sql } from 'drizzle-orm';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns, type TableFile } from '@/lib/core/table-file';
import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
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
const pageSize = 1000;

/**
 * The redemptions that fit as a file, newest first. It carries the platform's users, and so is audited before the first row is
 * read. @throws Forbidden, Invalid
 */
export const exportRedemptions = tableExport('redemptions.read', redemptionFilter, {
  kind: 'redemptions',
  columns: () => header,
  async record(ctx: Context<UserActor>, filter) {
    const data = { filter: auditedFilter(filter) };
    await recordAudit(ctx, { action: 'redemptions.exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'redemptions' } });
  },
  count: (ctx, filter) => countRedemptions(ctx, redemptionsWhere(filter, ctx.now())),
  rows,
});

/** What a partner's own integrator redeemed as a file, the newest first. @throws Forbidden, Invalid */
export const exportOwnRedemptions = operation(
  'partner.read',
  ownRedemptionFilter,
  async (ctx, filter): Promise<TableFile> => {
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'redemptions' } });
    const own = { ...filter, integratorId: ownIntegrator(ctx) };
    async function* withHeader(): AsyncGenerator<Cell[][]> {
      yield [header];
      yield* rows(ctx, own);
    }
    return { name: `redemptions-${ctx.now().toISOString().slice(0, 10)}`, rows: withHeader() };
  },
);

async function* rows(ctx: Context, filter: RedemptionFilter): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  const where = redemptionsWhere(filter, ctx.now());
  for (let last: number | undefined; ; ) {
    const below = last === undefined ? undefined : sql`r.id < ${last}`;
    const page = await selectRedemptions(ctx, and(where, below) ?? where, { limit: pageSize });
    if (page.length > 0) yield (await summarizeRedemptions(ctx, page)).map((redemption) => cells(redemption, timeZone));
    if (page.length < pageSize) return;
    if (last === undefined) recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data: { what: 'redemptions' } });
    last = page.at(-1)?.id;
  }
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
