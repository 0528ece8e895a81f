import { eq, inArray } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { integrators } from '@/db/schema/integrators';
import { redemptions } from '@/db/schema/redemptions';
import type { Context } from '@/lib/platform/context/context';
import type { Redemption } from './redemption';

/** What a list shows next to the redemption itself: the last four of its code, and the names of what it refers to. */
export type RedemptionSummary = Redemption & {
  codeLastFour: string | null;
  /** What was bought. */
  planName: string | null;
  tvodPriceName: string | null;
  /** Null where one of our own people redeemed it. */
  integratorId: number | null;
  integratorName: string | null;
};

/** Adds the names to redemptions that were read already. Asserts no permission. */
export async function summarizeRedemptions(ctx: Context, found: Redemption[]): Promise<RedemptionSummary[]> {
  if (found.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: redemptions.id,
      codeLastFour: codes.lastFour,
      planName: userGroups.name,
      tvodPriceName: tvodPrices.name,
      integratorId: redemptions.integratorId,
      integratorName: integrators.name,
    })
    .from(redemptions)
    .leftJoin(codes, eq(codes.id, redemptions.codeId))
    .leftJoin(userGroups, eq(userGroups.id, redemptions.userGroupId))
    .leftJoin(tvodPrices, eq(tvodPrices.id, redemptions.tvodPriceId))
    .leftJoin(integrators, eq(integrators.id, redemptions.integratorId))
    .where(
      inArray(
        redemptions.id,
        found.map(({ id }) => id),
      ),
    );
  const names = new Map(rows.map(({ id, ...row }) => [id, row]));
  const none = { codeLastFour: null, planName: null, tvodPriceName: null, integratorId: null, integratorName: null };
  return found.map((redemption) => ({ ...redemption, ...(names.get(redemption.id) ?? none) }));
}
