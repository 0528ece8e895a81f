import { and, sql } from 'drizzle-orm';
import { type CsvFile, toCsv } from '@/lib/core/csv';
import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { type RedemptionFilter, redemptionFilter } from './filter-schemas';
import { redemptionsWhere } from './redemption-filter';
import { selectRedemptions } from './select-redemptions.sql';
import { type RedemptionSummary, summarizeRedemptions } from './summarize-redemptions';

const header = [
  'redemption',
  'state',
  'coupon',
  'code_last_four',
  'user',
  'subscription',
  'integrator',
  'tvod_price',
  'discount_percent',
  'duration',
  'cycles',
  'created_at',
  'hold_expires_at',
  'confirmed_at',
  'ended_at',
  'end_reason',
];
const pageSize = 1000;

/**
 * The redemptions that fit as CSV, newest first. It carries the platform's users, and so is audited before the first row is
 * read. Takes the same memory for ten rows and for a million. @throws Forbidden, Invalid
 */
export const exportRedemptions = operation(
  'redemptions.read',
  redemptionFilter,
  async (ctx: Context<UserActor>, filter): Promise<CsvFile> => {
    const data = { filter: auditedFilter(filter) };
    await recordAudit(ctx, { action: 'redemptions.exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'redemptions' } });
    return { name: `redemptions-${ctx.now().toISOString().slice(0, 10)}.csv`, rows: rows(ctx, filter) };
  },
);

async function* rows(ctx: Context, filter: RedemptionFilter): AsyncGenerator<string> {
  yield toCsv([header]);
  const where = redemptionsWhere(filter, ctx.now());
  for (let last: number | undefined; ; ) {
    const below = last === undefined ? undefined : sql`r.id < ${last}`;
    const page = await selectRedemptions(ctx, and(where, below) ?? where, { limit: pageSize });
    if (page.length > 0) yield toCsv((await summarizeRedemptions(ctx, page)).map(cells));
    if (page.length < pageSize) return;
    if (last === undefined) recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data: { what: 'redemptions' } });
    last = page.at(-1)?.id;
  }
}

function cells(redemption: RedemptionSummary): unknown[] {
  return [
    redemption.id,
    redemption.state,
    redemption.coupon.code,
    redemption.codeLastFour,
    redemption.userRef,
    redemption.subscriptionRef,
    redemption.integratorName,
    redemption.tvodPriceName,
    redemption.discount.percent,
    redemption.discount.duration,
    redemption.discount.cycles,
    redemption.createdAt,
    redemption.holdExpiresAt,
    redemption.confirmedAt,
    redemption.endedAt,
    redemption.endReason,
  ];
}
