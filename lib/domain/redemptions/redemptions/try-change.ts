import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import type { Context } from '@/lib/platform/context/context';
import { dayMs, replayedDays } from './keep-refusal';
import { countUsesBefore, type ProposedLinks, type ProposedTerms, type ReplayedRow, readReplayed } from './replay.sql';

const atMost = 20_000;
const minuteMs = 60_000;

/** What a change of a coupon would have done to the redemptions and refusals of the last days. */
export type Replay = {
  days: number;
  /** Users who were refused and would have been let in, each once. */
  letIn: number;
  /** Redemptions that would have been refused. */
  turnedAway: number;
  /** Redemptions and refusals of which it was not kept what the change asks for; they are counted as they were. */
  unknown: number;
  /** How much more would have come off, in minor units; less than 0 for less. */
  moreOffPaisa: number;
  /** How often its brake would have paused it, and when first. */
  pauses: number;
  firstPauseAt: Date | null;
  /** There were more, and the latest alone were tried. */
  isPartial: boolean;
};

/** A coupon as it is, as it would be, and what would be linked and unlinked. */
type Change = { before: Coupon; proposed: Coupon; links: ProposedLinks };

/** The replay of a change; for use cases, which have asked for the permission. */
export async function tryChange(ctx: Context, { before, proposed, links }: Change): Promise<Replay> {
  const couponId = before.id;
  const from = new Date(ctx.now().getTime() - replayedDays * dayMs).toISOString();
  const rows = await readReplayed(ctx.db, { couponId, terms: termsOf(proposed), links, from, atMost });
  const uses = proposed.redemptionsPerUser === null ? new Map() : await countUsesBefore(ctx.db, couponId, from);
  return { ...replay(rows, before, proposed, uses), days: replayedDays, isPartial: rows.length >= atMost };
}

type Tried = Omit<Replay, 'days' | 'isPartial'>;
type Limits = Pick<Coupon, 'maxRedemptions' | 'redemptionsPerUser' | 'budget'>;

function replay(
  rows: ReplayedRow[],
  { redemptions, spent }: Pick<Coupon, 'redemptions' | 'spent'>,
  { maxRedemptions, redemptionsPerUser, budget }: Limits,
  uses: Map<string, number>,
): Tried {
  const taken = rows.filter((row) => row.was_taken);
  // As they were before the first of these.
  let count = redemptions - taken.length;
  let sum = spent - taken.reduce((all, row) => all + Number(row.was_off ?? 0), 0);
  const result: Tried = { letIn: 0, turnedAway: 0, unknown: 0, moreOffPaisa: 0, pauses: 0, firstPauseAt: null };
  const letIn = new Set<string>();
  // Minutes of redemptions, as the brake counts them; those before `from` are over an hour ago.
  let minutes: number[] = [];
  let from = 0;
  for (const { at, was_taken, user_key, was_off, off, fits, hour_limit } of rows) {
    if (!was_taken && letIn.has(user_key)) continue;
    const used = uses.get(user_key) ?? 0;
    const isWithin =
      (maxRedemptions === null || count < maxRedemptions) &&
      (redemptionsPerUser === null || used < redemptionsPerUser) &&
      (budget === null || (off !== null && sum + Number(off) <= budget));
    if (fits === null && isWithin) result.unknown += 1;
    const passes = (fits ?? was_taken) && isWithin;
    const [offNow, offThen] = [passes ? Number(off ?? 0) : 0, Number(was_off ?? 0)];
    result.moreOffPaisa += offNow - offThen;
    if (passes && !was_taken) {
      result.letIn += 1;
      letIn.add(user_key);
    }
    if (!passes && was_taken) result.turnedAway += 1;
    if (!passes) continue;
    count += 1;
    sum += offNow;
    uses.set(user_key, used + 1);
    const minute = Math.floor(at / minuteMs);
    minutes.push(minute);
    while ((minutes[from] ?? minute) < minute - 60) from += 1;
    if (hour_limit === null || minutes.length - from < hour_limit) continue;
    result.pauses += 1;
    result.firstPauseAt ??= new Date(at);
    minutes = [];
    from = 0;
  }
  return result;
}

function termsOf(coupon: Coupon): ProposedTerms {
  return {
    status: coupon.status,
    discount_bp: Math.round(coupon.discount * 100),
    amount_off: coupon.amountOff,
    maximum_off: coupon.maximumOff,
    minimum_amount: coupon.minimumAmount,
    audience: coupon.audience,
    member_group_ids: coupon.memberGroupIds,
    requires_sale: coupon.requiresSale,
    security: coupon.security,
    release_at: coupon.releaseAt?.toISOString() ?? null,
    expires_at: coupon.expiresAt?.toISOString() ?? null,
    redemptions_per_hour: coupon.redemptionsPerHour,
    pause_above_usual_pace: coupon.pauseAboveUsualPace,
  };
}
