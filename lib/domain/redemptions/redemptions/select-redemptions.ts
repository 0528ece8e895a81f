import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '@/lib/core/errors';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Redemption, type RedemptionRow, toRedemption } from './redemption';

/** Whose redemptions alone this actor sees: an integrator its own; null for the house, which sees all. */
export function ownerOf(actor: Actor): number | null {
  return actor.kind === 'key' ? actor.integratorId : null;
}

export function ownedBy(actor: Actor): SQL {
  const owner = ownerOf(actor);
  return owner === null ? sql`true` : sql`r.integrator_id = ${owner}`;
}

/** Asks for no permission: for verbs that have asked for theirs. */
export async function selectRedemptions(ctx: Context, where: SQL, limit: number, orderBy?: SQL): Promise<Redemption[]> {
  return selectAnyRedemptions(ctx, sql`${where} and ${ownedBy(ctx.actor)}`, { limit, orderBy });
}

/** As above and whoever made them: for verbs that tell a coupon's own figures. */
export async function selectAnyRedemptions(
  ctx: Context,
  where: SQL,
  { limit, offset = 0, orderBy = sql`r.id desc` }: { limit: number; offset?: number; orderBy?: SQL | undefined },
): Promise<Redemption[]> {
  const rows = await ctx.db.execute<RedemptionRow>(sql`
    select r.id, r.coupon_id, c.code as coupon_code, r.code_id, r.user_ref, r.state, r.discount, r.duration, r.cycles,
      r.tvod_price_id, r.amount, r.amount_off, r.subscription_ref, r.created_at, r.hold_expires_at, r.confirmed_at,
      r.ended_at, r.end_reason
    from redemptions r join coupons c on c.id = r.coupon_id
    where ${where} order by ${orderBy} limit ${limit} offset ${offset}`);
  return rows.map((row) => toRedemption(row, ctx.now()));
}

/** @throws NotFound, also for another integrator's */
export async function selectRedemption(ctx: Context, id: number): Promise<Redemption> {
  const [redemption] = await selectRedemptions(ctx, sql`r.id = ${id}`, 1);
  if (!redemption) throw new NotFound('The redemption');
  return redemption;
}
