import { type SQL, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { NotFound } from '@/lib/core/errors';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import { type Redemption, toRedemption } from './redemption';
import { type RedemptionRow, redemptionColumns } from './redemption.sql';

function ownedBy(actor: Actor): SQL {
  const owner = ownerOf(actor);
  return owner === null ? sql`true` : sql`r.integrator_id = ${owner}`;
}

type Range = { limit: number; offset?: number; orderBy?: SQL | undefined };

/** The actor's own redemptions, or all of them for our own people. Asserts no permission: for use cases that did. */
export async function selectRedemptions(
  ctx: Context,
  where: SQL,
  { limit, offset = 0, orderBy = sql`r.id desc` }: Range,
): Promise<Redemption[]> {
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<RedemptionRow>(sql`
    select ${asSql((at) => redemptionColumns({ r: 'r', c: 'c', at }), now)}
    from redemptions r join coupons c on c.id = r.coupon_id
    where ${where} and ${ownedBy(ctx.actor)} order by ${orderBy} limit ${limit} offset ${offset}`);
  return rows.map(toRedemption);
}

/** How many there are of them. */
export async function countRedemptions(ctx: Context, where: SQL): Promise<number> {
  const [counted] = await ctx.db.execute<{ count: number }>(sql`
    select count(*)::float8 as count from redemptions r join coupons c on c.id = r.coupon_id
    where ${where} and ${ownedBy(ctx.actor)}`);
  return counted?.count ?? 0;
}

/** Keeps a redemption of the actor's from being rolled back until the transaction of `ctx` ends. */
export async function lockRedemption(ctx: Context, id: number): Promise<void> {
  await ctx.db.execute(sql`select from redemptions r where r.id = ${id} and ${ownedBy(ctx.actor)} for no key update`);
}

/** @throws NotFound, also for another integrator's */
export async function selectRedemption(ctx: Context, id: number): Promise<Redemption> {
  const [redemption] = await selectRedemptions(ctx, sql`r.id = ${id}`, { limit: 1 });
  if (!redemption) throw new NotFound('The redemption');
  return redemption;
}
