import { eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { redemptions } from '@/db/schema/redemptions';
import { countLockWaits, openTestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { furtherProcesses } from '@/test/further-processes';
import { prepared } from '@/test/prepared';
import { redeem } from './redeem';
import { findInconsistencies, makeCode, makeCodes, makeCoupon } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
const others = furtherProcesses(test, 2);
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

/** The same actor in one of three processes. */
const at = (index: number): Context<KeyActor> => ({ ...ctx, db: others[index % 3]?.db ?? ctx.db });

/** How many succeeded, and the stable codes of those that were refused. */
async function tally(attempts: Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  for (const reason of refused) if (!(reason instanceof Conflict)) throw reason;
  return { done: settled.length - refused.length, refused: new Set(refused.map((reason) => reason.reason)) };
}

async function counted(couponId: number) {
  const [coupon] = await test.db.select().from(coupons).where(eq(coupons.id, couponId));
  const rows = await test.db.$count(redemptions, eq(redemptions.couponId, couponId));
  return { counter: coupon?.redemptionCount, rows };
}

describe('at the same time, from three processes', () => {
  it('200 redemptions of a coupon with a limit of 20 make exactly 20', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 20 });
    const attempts = Array.from({ length: 200 }, (_, index) =>
      redeem(at(index), { code: coupon.code, user: { id: `u${index}` } }),
    );
    expect(await tally(attempts)).toEqual({ done: 20, refused: new Set(['limit_reached']) });
    expect(await counted(coupon.id)).toEqual({ counter: 20, rows: 20 });
  });

  it('50 redemptions of one code make one', async () => {
    const coupon = await makeCoupon(test.db);
    const { code } = await makeCode(test.db, coupon.id);
    const attempts = Array.from({ length: 50 }, (_, index) => redeem(at(index), { code, user: { id: `u${index}` } }));
    expect(await tally(attempts)).toEqual({ done: 1, refused: new Set(['code_already_redeemed']) });
    expect(await counted(coupon.id)).toEqual({ counter: 1, rows: 1 });
  });

  it('one user with 60 codes of a coupon for each user once gets one', async () => {
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const issued = await makeCodes(test.db, coupon.id, 60);
    const attempts = issued.map(({ code }, index) => redeem(at(index), { code, user: { id: 'greedy' } }));
    expect(await tally(attempts)).toEqual({ done: 1, refused: new Set(['user_already_redeemed']) });
    expect(await counted(coupon.id)).toEqual({ counter: 1, rows: 1 });
  });

  it('a limit is used up to the last place though some users ask twice', async () => {
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true, maxRedemptions: 30 });
    const attempts = Array.from({ length: 120 }, (_, index) =>
      redeem(at(index), { code: coupon.code, user: { id: `u${Math.floor(index / 3)}` } }),
    );
    expect((await tally(attempts)).done).toBe(30);
    expect(await counted(coupon.id)).toEqual({ counter: 30, rows: 30 });
  });

  it('many coupons and codes at once neither block nor mix', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => makeCoupon(test.db, { maxRedemptions: 5 })));
    const issued = await Promise.all(made.map((coupon) => makeCodes(test.db, coupon.id, 4)));
    const attempts = issued
      .flat()
      .flatMap(({ code }, index) => [
        redeem(at(index), { code, user: { id: `a${index}` } }),
        redeem(at(index + 1), { code, user: { id: `b${index}` } }),
        redeem(at(index + 2), { code: made[index % made.length]?.code ?? '', user: { id: `c${index}` } }),
      ]);
    const { refused } = await tally(attempts);
    for (const reason of refused) expect(['code_already_redeemed', 'limit_reached']).toContain(reason);
    for (const coupon of made) expect(await counted(coupon.id)).toEqual({ counter: 5, rows: 5 });
  });

  it('a place that is given back while a redemption waits for it is taken', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    const first = await redeem(ctx, { code: coupon.code, user: { id: 'first' } });
    let second: ReturnType<typeof redeem> | undefined;
    await test.sql.begin(async (tx) => {
      await tx`update coupons set redemption_count = 0 where id = ${coupon.id}`;
      await tx`update redemptions set state = 'rolled_back', ended_at = now() where id = ${first.id}`;
      second = redeem(at(1), { code: coupon.code, user: { id: 'second' } });
      await expect.poll(() => countLockWaits(test)).toBe(1);
    });
    expect(await second).toMatchObject({ state: 'redeemed', userRef: 'second' });
    expect((await counted(coupon.id)).counter).toBe(1);
  });

  it('codes that are sold while a statement waits for them are redeemed afterwards, and the code of an expired hold is freed with them', async () => {
    const coupon = await makeCoupon(test.db);
    const codes = await makeCodes(test.db, coupon.id, 5);
    const [sold, held] = [codes[2], codes[4]];
    const earlier = { ...ctx, now: () => new Date(Date.now() - 7_200_000) };
    await redeem(earlier, { code: held?.code ?? '', user: { id: 'held' }, hold_seconds: 60 });
    let redeeming: ReturnType<typeof redeem>[] = [];
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`select from coupons where id = ${coupon.id} for update`);
      await tx.execute(sql`update codes set status = 'sold', sold_at = now() where id = ${sold?.id}`);
      // These come together in the statement that waits for the coupon.
      redeeming = codes.slice(0, 4).map(({ code }) => redeem(ctx, { code, user: { id: code } }));
      await expect.poll(() => countLockWaits(test)).toBe(1);
    });
    await Promise.all(redeeming);
    expect(await findInconsistencies(test.db)).toEqual([]);
    const rows = await test.db.execute<{ status: string }>(sql`
      select status from codes where coupon_id = ${coupon.id} order by id`);
    expect(rows.map(({ status }) => status)).toEqual(['redeemed', 'redeemed', 'redeemed', 'redeemed', 'available']);
  });

  it('a request that Postgres itself refuses sinks nobody else', async () => {
    const coupon = await makeCoupon(test.db);
    await test.db.execute(
      sql`alter table redemptions add constraint redemptions_test_check check (user_ref <> 'poison')`,
    );
    const attempts = Array.from({ length: 20 }, (_, index) =>
      redeem(ctx, { code: coupon.code, user: { id: index === 7 ? 'poison' : `u${index}` } }),
    );
    const settled = await Promise.allSettled(attempts);
    await test.db.execute(sql`alter table redemptions drop constraint redemptions_test_check`);
    expect(settled.map((one) => one.status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(settled[7]?.status).toBe('rejected');
    expect(await counted(coupon.id)).toEqual({ counter: 19, rows: 19 });
  });
});

describe('an idempotency key', () => {
  it('gives the same redemption again, also when the code is used up by it', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1, uniqueRedemption: true });
    const { code } = await makeCode(test.db, coupon.id);
    const input = { code, user: { id: 'u' }, idempotencyKey: 'order-1' };
    const first = await redeem(ctx, input);
    const again = await redeem(ctx, input);
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ ...first, replayed: true });
  });

  it('makes one redemption of 40 at once', async () => {
    const coupon = await makeCoupon(test.db);
    const input = { code: coupon.code, user: { id: 'u' }, idempotencyKey: 'order-2' };
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => redeem(at(index), input)));
    expect(new Set(all.map((one) => one.id)).size).toBe(1);
    expect(all.filter((one) => !one.replayed)).toHaveLength(1);
    expect(await counted(coupon.id)).toEqual({ counter: 1, rows: 1 });
  });

  it('is refused with another body, and is the integrator’s own', async () => {
    const coupon = await makeCoupon(test.db);
    const input = { code: coupon.code, user: { id: 'u' }, idempotencyKey: 'order-3' };
    const first = await redeem(ctx, input);
    for (const other of [
      { ...input, user: { id: 'v' } },
      { ...input, code: 'unknown' },
      { ...input, hold_seconds: 60 },
    ]) {
      await expect(redeem(ctx, other)).rejects.toMatchObject({ reason: 'idempotency_key_reused', status: 409 });
    }
    const stranger = await makeKeyContext(test.db, ['redemptions:write']);
    const theirs = await redeem(stranger, input);
    expect(theirs.id).not.toBe(first.id);
  });

  it('crosswise on two coupons from two processes neither hangs nor takes twice', async () => {
    const [one, two] = [await makeCoupon(test.db), await makeCoupon(test.db)];
    const keys = Array.from({ length: 30 }, (_, index) => `cross-${index}`);
    const attempts = keys.flatMap((key, index) => [
      redeem(at(0), { code: index % 2 ? one.code : two.code, user: { id: 'u' }, idempotencyKey: key }),
      redeem(at(1), { code: index % 2 ? two.code : one.code, user: { id: 'u' }, idempotencyKey: key }),
    ]);
    expect(await tally(attempts)).toEqual({ done: 30, refused: new Set(['idempotency_key_reused']) });
    expect((await counted(one.id)).rows + (await counted(two.id)).rows).toBe(30);
  });
});
