import type { TestDatabase } from '@/db/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import type { Rule } from '@/lib/domain/redemptions/redemptions/rules';
import { linkNewGroup, makeCode, makeCoupon, makePrice } from '@/lib/domain/redemptions/redemptions/testing';
import type { Context } from '@/lib/platform/context/context';

const day = 24 * 60 * 60 * 1000;
const amount = 50_000;

/** Everything that can be wrong with a coupon, a code, a user and a purchase at once. */
export type World = {
  deleted: boolean;
  status: 'available' | 'unavailable';
  release: -1 | 0 | 1 | null;
  expiry: -1 | 1 | null;
  security: 'public' | 'restricted';
  limit: 'none' | 'open' | 'used';
  perUser: 'any' | 'fresh' | 'used' | 'twice' | 'used_twice';
  code: 'own' | 'available' | 'sold' | 'redeemed' | 'deleted' | 'voided' | 'held' | 'expired';
  batch: 'in_use' | 'paused';
  sale: 'free' | 'required';
  valid: 'endless' | 'still' | 'over';
  audience: 'everyone' | 'member' | 'stranger' | 'of_status' | 'of_another' | 'of_none';
  linked: 'nothing' | 'plan' | 'price' | 'both';
  bought: 'nothing' | 'plan' | 'price' | 'other_plan' | 'other_price' | 'unknown_price';
  minimum: 'none' | 'met' | 'missed';
  budget: 'none' | 'enough' | 'spent';
  /** `full`: the usual pace fell below what the last hour had already. */
  brake: 'none' | 'open' | 'full' | 'paused';
};

/** A world in which every rule passes. */
export const sound: World = {
  deleted: false,
  status: 'available',
  release: null,
  expiry: null,
  security: 'public',
  limit: 'none',
  perUser: 'any',
  code: 'available',
  batch: 'in_use',
  sale: 'free',
  valid: 'endless',
  audience: 'everyone',
  linked: 'nothing',
  bought: 'nothing',
  minimum: 'none',
  budget: 'none',
  brake: 'none',
};

/** Builds that world at the instant of `ctx`, and gives the request that is made in it and the rules that fail it. */
export async function build(test: TestDatabase, ctx: Context, world: World) {
  const now = ctx.now();
  const user = `u${crypto.randomUUID()}`;
  const perUser = { any: null, fresh: 1, used: 1, twice: 2, used_twice: 2 }[world.perUser];
  const coupon = await makeCoupon(test.db, { security: world.security, redemptionsPerUser: perUser });
  const isSold = world.code === 'sold' || world.code === 'voided' || world.valid !== 'endless';
  const issued = await makeCode(test.db, coupon.id, isSold ? { status: 'sold', soldAt: now } : {});
  const then = (seconds: number): Context => ({ ...ctx, now: () => new Date(now.getTime() - seconds * 1000) });
  const other = { code: issued.code, user: { id: 'other' }, amount };
  if (world.code === 'redeemed') await redeem(then(60), other);
  if (world.code === 'held') await redeem(then(1), { ...other, hold_seconds: 60 });
  if (world.code === 'expired') await redeem(then(60), { ...other, hold_seconds: 60 });
  const earlier = { any: 0, fresh: 0, used: 1, twice: 1, used_twice: 2 }[world.perUser];
  for (let nth = 0; nth < earlier; nth += 1) {
    const own = await makeCode(test.db, coupon.id);
    await redeem(then(60), { code: own.code, user: { id: user }, amount });
  }
  await setBrake(test, then(30), coupon.id, world.brake);
  const hasPlan = world.linked === 'plan' || world.linked === 'both';
  const hasPrice = world.linked === 'price' || world.linked === 'both';
  const elsewhere = await makeCoupon(test.db);
  const plan = await linkNewGroup(test.db, hasPlan ? coupon.id : elsewhere.id);
  const [stranger, member] = [await linkNewGroup(test.db, elsewhere.id), await linkNewGroup(test.db, elsewhere.id)];
  const price = await makePrice(test.db, hasPrice ? coupon.id : elsewhere.id);
  const unlinked = await makePrice(test.db);

  const [counted] = await test.sql`select redemption_count as n, spent from coupons where id = ${coupon.id}`;
  const isExpired = world.code === 'expired';
  const used = Number(counted?.n) - (isExpired ? 1 : 0);
  const spent = Number(counted?.spent) - (isExpired ? amount / 4 : 0);
  // A limit cannot be below its counter, and is at least one: what cannot be used up stays open.
  const isFull = world.limit === 'used' && used > 0 && !isExpired;
  const limit = world.limit === 'none' ? null : isFull ? used : used + 5;
  const off = amount / 4;
  const budget = world.budget === 'none' ? null : Number(counted?.spent) + (world.budget === 'spent' ? off - 1 : off);
  const isSpent = budget !== null && spent + off > budget;
  const audience =
    { everyone: 'everyone', member: 'members', stranger: 'members' }[world.audience as 'member'] ?? 'lapsed';
  await test.sql`
    update coupons set max_redemptions = ${limit}, budget = ${budget},
      status = case when ${world.status} = 'available' then status else 'unavailable' end,
      release_at = ${world.release === null ? null : new Date(now.getTime() + world.release * day).toISOString()},
      expires_at = ${world.expiry === null ? null : new Date(now.getTime() + world.expiry * day + 1).toISOString()},
      deleted_at = ${world.deleted ? now.toISOString() : null}, requires_sale = ${world.sale === 'required'},
      minimum_amount = ${world.minimum === 'none' ? null : world.minimum === 'met' ? amount : amount + 1},
      audience = ${audience}, member_group_ids = ${audience === 'members' ? `{${member.id}}` : '{}'}::bigint[]
    where id = ${coupon.id}`;
  if (world.code === 'deleted') {
    await test.sql`
      update codes set status = 'deleted', deleted_at = ${now.toISOString()}, sold_at = null where id = ${issued.id}`;
  }
  if (world.code === 'voided') {
    await test.sql`update codes set status = 'voided', voided_at = ${now.toISOString()} where id = ${issued.id}`;
  }
  if (world.valid !== 'endless' && world.code !== 'deleted') {
    const end = new Date(now.getTime() + (world.valid === 'still' ? 1 : 0));
    await test.sql`update codes set valid_until = ${end.toISOString()} where id = ${issued.id}`;
  }
  if (world.batch === 'paused') {
    await test.sql`update code_batches set paused_at = ${now.toISOString()}
      where id = (select batch_id from codes where id = ${issued.id})`;
  }
  const isOwn = world.code === 'own';
  const wasSold = isSold && world.code !== 'deleted';
  const fits =
    world.bought !== 'unknown_price' &&
    (world.linked === 'nothing' || (hasPlan && world.bought === 'plan') || (hasPrice && world.bought === 'price'));
  const failing: [Rule, boolean][] = [
    ['exists', world.deleted],
    ['status', world.status === 'unavailable' || world.brake === 'full' || world.brake === 'paused'],
    ['released', world.release === 1],
    ['not_expired', world.expiry === -1],
    ['security', world.security === 'restricted' && isOwn],
    ['code_state', ['redeemed', 'deleted', 'voided', 'held'].includes(world.code)],
    ['code_batch', world.batch === 'paused' && !isOwn],
    ['code_sold', world.sale === 'required' && !isOwn && !wasSold],
    ['code_valid', world.valid === 'over' && !isOwn && wasSold],
    ['limit', isFull],
    ['unique_user', ['used', 'used_twice'].includes(world.perUser)],
    ['audience', ['stranger', 'of_another', 'of_none'].includes(world.audience)],
    ['purchase', !fits],
    ['minimum_amount', world.minimum === 'missed'],
    ['budget', isSpent],
  ];
  const status = { of_status: 'lapsed', of_another: 'active' }[world.audience as 'of_status'] as 'lapsed' | undefined;
  const bought = {
    nothing: {},
    plan: { plan: plan.name.toUpperCase() },
    price: { tvod_price: price.id },
    other_plan: { plan: stranger.id },
    other_price: { tvod_price: unlinked.id },
    unknown_price: { tvod_price: 999_999_999 },
  }[world.bought];
  return {
    request: {
      code: isOwn ? coupon.code : issued.code,
      user: {
        id: user,
        groups: [world.audience === 'member' ? member.name : stranger.name],
        ...(status ? { status } : {}),
      },
      purchase: { ...bought, amount },
    },
    failing: failing.filter(([, fails]) => fails).map(([rule]) => rule),
  };
}

/** Leaves the hour of the coupon like this; it is paused by a redemption that fills the hour. */
async function setBrake({ db, sql }: TestDatabase, ctx: Context, couponId: number, brake: World['brake']) {
  if (brake === 'full') {
    const minute = Math.floor(ctx.now().getTime() / 60_000);
    await sql`update coupons set pause_above_usual_pace = true, usual_per_hour = 3, recent_minutes = array[${minute}::int, 10]
      where id = ${couponId}`;
  }
  if (brake !== 'open' && brake !== 'paused') return;
  await sql`update coupons set redemptions_per_hour = ${brake === 'open' ? 100 : 1} where id = ${couponId}`;
  const { code } = await makeCode(db, couponId);
  await redeem(ctx, { code, user: { id: 'braking' }, amount });
}

/** The database itself refuses a coupon that expires before its release. */
export const isPossible = ({ release, expiry }: World) => !(expiry === -1 && release !== null && release >= 0);
