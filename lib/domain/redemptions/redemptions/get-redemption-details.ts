import { and, asc, eq, like } from 'drizzle-orm';
import { redemptionCycles } from '@/db/schema/redemptions';
import { auditEvents } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { findSaleOfCode, type SaleTrace } from './find-code-traces';
import type { Redemption } from './redemption';
import { redemptionInput } from './schemas';
import { selectRedemption } from './select-redemptions.sql';
import { type RedemptionSummary, summarizeRedemptions } from './summarize-redemptions';

export const redemptionChanges = ['redeemed', 'held', 'confirmed', 'cycle_booked', 'rolled_back', 'lapsed'] as const;
export type RedemptionChange = (typeof redemptionChanges)[number];

export type RedemptionEvent = {
  id: number;
  change: RedemptionChange;
  at: string;
  /** Null where nobody did it: a hold expired. */
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

/** One redemption with all that happened to it. @throws Forbidden, Invalid, NotFound */
export const getRedemptionDetails = operation(
  'redemptions.read',
  redemptionInput,
  async (ctx: Context<UserActor>, { id }): Promise<RedemptionDetails> => {
    const redemption = await selectRedemption(ctx, id);
    const [summaries, events, bookedCycles, sale] = await Promise.all([
      summarizeRedemptions(ctx, [redemption]),
      listEvents(ctx, redemption),
      ctx.db.$count(redemptionCycles, eq(redemptionCycles.redemptionId, id)),
      redemption.codeId === null ? null : findSaleOfCode(ctx, redemption.codeId),
    ]);
    const [summary] = summaries;
    if (!summary) throw new Error('A redemption has no summary.');
    return { ...summary, events, bookedCycles, sale };
  },
);

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
    const isExpiry = change === 'lapsed';
    return [
      {
        id,
        change,
        // The row is written by the next use of the coupon or the sweep; the hold was over before.
        at: (isExpiry ? (redemption.holdExpiresAt ?? at) : at).toISOString(),
        by: isExpiry ? null : by,
        reason: typeof reason === 'string' ? reason : null,
        cycle: typeof number === 'number' ? number : null,
      },
    ];
  });
  const { state, holdExpiresAt } = redemption;
  const isUnwritten = state === 'lapsed' && !events.some(({ change }) => change === 'lapsed');
  if (!isUnwritten || !holdExpiresAt) return events;
  return [...events, { id: 0, change: 'lapsed', at: holdExpiresAt.toISOString(), by: null, reason: null, cycle: null }];
}
