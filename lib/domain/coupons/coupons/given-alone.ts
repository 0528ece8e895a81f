import { inArray, sql } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { holdHand, sumOfSameHand } from '@/lib/platform/accounts/same-hand';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { Context } from '@/lib/platform/context/context';
import { comesBack } from './comes-back';
import type { Coupon } from './coupon-row';
import { leftToGive } from './most-given-away';

/**
 * What the coupons that one hand made or widened within a day without a second person can give away together, in paisa. What is
 * deleted or narrowed again counts: it may have been used.
 */
export function givenAlone(ctx: Context): Promise<number> {
  const { action, data } = auditEvents;
  const made = inArray(action, ['coupon.created', 'coupon.updated', 'coupon.restored']);
  return sumOfSameHand(ctx, sql`(${data} ->> 'givesAwayPaisa')::numeric`, made);
}

/** By how much more a coupon can give away after a change: all that is left of one that comes back; 0 where it could give away anything before. */
export async function addedBy(ctx: Context, before: Coupon, after: Coupon): Promise<number> {
  if (await comesBack(ctx, before, after)) return leftToGive(after);
  const left = leftToGive(before);
  return left === Number.POSITIVE_INFINITY ? 0 : Math.max(0, leftToGive(after) - left);
}

/**
 * What the activity keeps of each of these amounts, so that they count together; nothing of what a second person approved, or
 * while no amount is set. In the transaction of `tx`: others of the same person, or of the same integrator, wait until it ends.
 * @throws Conflict `changed_meanwhile` when another was written since the use case looked
 */
export async function countAlone(tx: Context, added: number[]): Promise<{ givesAwayPaisa?: number }[]> {
  const nothing = added.map(() => ({}));
  if (tx.approval || tx.actor.kind === 'system' || added.every((paisa) => paisa === 0)) return nothing;
  const { couponPaisa } = await readFourEyes(tx.db);
  if (couponPaisa === null) return nothing;
  await holdHand(tx);
  const together = added.reduce((sum, paisa) => sum + paisa, await givenAlone(tx));
  if (together > couponPaisa) {
    const words = 'Other coupons were made or changed at the same instant. Look at them, then send it again.';
    throw new Conflict('changed_meanwhile', words);
  }
  return added.map((givesAwayPaisa) => (givesAwayPaisa > 0 ? { givesAwayPaisa } : {}));
}
