import { and, asc, eq, like } from 'drizzle-orm';
import { redemptionCycles } from '@/db/schema/redemptions';
import { auditEvents } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { findSaleOfCode, type SaleTrace } from './find-code-traces';
import type { Redemption } from './redemption';
import { selectRedemption } from './select-redemptions';
import { type RedemptionSummary, summarizeRedemptions } from './summarize-redemptions';

export const redemptionChanges = ['redeemed', 'held', 'confirmed', 'cycle_booked', 'rolled_back', 'lapsed'] as const;
export type RedemptionChange = (typeof redemptionChanges)[number];

export type RedemptionEvent = {
  id: number;
  change: RedemptionChange;
  at: string;
  /** Null where nobody did it: a hold ran out. */
  by: string | null;
  reason: string | null;
  cycle: number | null;
};

export type RedemptionDetails = RedemptionSummary & {
  /** Oldest first. */
  events: RedemptionEvent[];
  bookedCycles: number;
  /** The sale that its code was sold in. */
  sale: SaleTrace | null;
};

/** One redemption with all that happened to it. @throws Forbidden, NotFound */
export async function getRedemptionDetails(ctx: Context<UserActor>, id: number): Promise<RedemptionDetails> {
  assertCan(ctx, 'redemptions.read');
  const redemption = await selectRedemption(ctx, id);
  const [summaries, events, bookedCycles, sale] = await Promise.all([
    summarizeRedemptions(ctx, [redemption]),
    listEvents(ctx, redemption),
    ctx.db.$count(redemptionCycles, eq(redemptionCycles.redemptionId, id)),
    redemption.codeId === null ? null : findSaleOfCode(ctx, redemption.codeId),
  ]);
  const [summary] = summaries;
  if (!summary) throw new Error('The redemption was summarized away.');
  return { ...summary, events, bookedCycles, sale };
}

async function listEvents(ctx: Context, redemption: Redemption): Promise<RedemptionEvent[]> {
  const rows = await ctx.db
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      by: auditEvents.actorName,
      action: auditEvents.action,
      data: auditEvents.data,
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.subjectKind, 'redemption'),
        eq(auditEvents.subjectId, redemption.id),
        like(auditEvents.action, 'redemption.%'),
      ),
    )
    .orderBy(asc(auditEvents.id));
  const events = rows.flatMap(({ id, at, by, action, data }): RedemptionEvent[] => {
    const change = redemptionChanges.find((one) => action === `redemption.${one}`);
    if (!change) return [];
    const { reason, number } = (data ?? {}) as { reason?: unknown; number?: unknown };
    const lapsed = change === 'lapsed';
    return [
      {
        id,
        change,
        // The row is written when somebody needs the place; the hold was over before.
        at: (lapsed ? (redemption.holdExpiresAt ?? at) : at).toISOString(),
        by: lapsed ? null : by,
        reason: typeof reason === 'string' ? reason : null,
        cycle: typeof number === 'number' ? number : null,
      },
    ];
  });
  const { state, holdExpiresAt } = redemption;
  const isUntold = state === 'lapsed' && !events.some(({ change }) => change === 'lapsed');
  if (!isUntold || !holdExpiresAt) return events;
  return [...events, { id: 0, change: 'lapsed', at: holdExpiresAt.toISOString(), by: null, reason: null, cycle: null }];
}
