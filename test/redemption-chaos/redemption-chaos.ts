import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { Conflict } from '@/lib/core/errors';
import { confirmRedemption } from '@/lib/domain/redemptions/redemptions/confirm-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { findInconsistencies, makeCodes, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { makeRandom } from '@/test/random';

export const clients = 64;
/** Holds last a minute: with the clock this much ahead after each operation, many of them expire. */
const msForEachOperation = 500;

type Event = { coupon_id: string; code_id: string | null; user_ref: string; action: string };

export type Chaos = {
  done: number;
  refused: number;
  /** Errors other than a refusal. */
  faults: unknown[];
  /** Rows whose counters, codes and redemptions contradict each other. */
  inconsistencies: unknown[];
  /** Where a limit, a code or a user was taken once too often. */
  broken: string[];
  actions: Set<string>;
};

/**
 * Redeems, holds, confirms and rolls back in random order, by 64 clients spread over several processes' pools, and compares
 * what is in the database with the history. The seed repeats what each client does, not how their statements meet.
 */
export async function redeemInChaos(
  pools: [Database, ...Database[]],
  { operations, seed }: { operations: number; seed: number },
): Promise<Chaos> {
  const [db] = pools;
  const limits = new Map<number, number | null>();
  const unique = new Set<number>();
  const wanted: string[] = [];
  for (const maxRedemptions of [1, 2, 3, 5, null]) {
    const uniqueRedemption = maxRedemptions === 5;
    const coupon = await makeCoupon(db, { maxRedemptions, uniqueRedemption });
    limits.set(coupon.id, maxRedemptions);
    if (uniqueRedemption) unique.add(coupon.id);
    wanted.push(coupon.code, ...(await makeCodes(db, coupon.id, 3)).map(({ code }) => code));
  }
  const ctx = await makeKeyContext(db, ['redemptions:read', 'redemptions:write']);
  const began = Date.now();
  const faults: unknown[] = [];
  let [started, done, refused] = [0, 0, 0];
  const now = () => new Date(began + started * msForEachOperation);
  const processes = pools.map((pool) => ({ ...ctx, db: pool, now }));

  async function client(nth: number): Promise<void> {
    const random = makeRandom(seed + nth);
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    const mine: number[] = [];
    while (started < operations) {
      started += 1;
      const process = pick(processes);
      const roll = random(100);
      try {
        if (roll < 50 || mine.length === 0) {
          const hold = roll < 30 ? { hold_seconds: 60 } : {};
          const user = { id: `u${1 + random(4)}` };
          mine.push((await redeem(process, { code: pick(wanted), user, ...hold })).id);
        } else if (roll < 65) await confirmRedemption(process, { id: pick(mine) });
        else await rollBackRedemption(process, { id: pick(mine), reason: 'chaos' });
        done += 1;
      } catch (error) {
        if (error instanceof Conflict) refused += 1;
        else faults.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, nth) => client(nth)));

  // Audit rows get their numbers under the coupon's lock: for each coupon they are its history in order.
  const history = await db.execute<Event>(sql`
    select r.coupon_id, r.code_id, r.user_ref, a.action from audit_events a join redemptions r on r.id = a.subject_id
    where a.subject_kind = 'redemption' and a.action <> 'redemption.confirmed'
      and r.coupon_id in ${[...limits.keys()]} order by a.id`);
  return {
    done,
    refused,
    faults,
    inconsistencies: await findInconsistencies(db),
    broken: replay(history, limits, unique),
    actions: new Set(history.map((event) => event.action)),
  };
}

function replay(history: Iterable<Event>, limits: Map<number, number | null>, unique: Set<number>): string[] {
  const live = new Map<string, number>();
  const broken: string[] = [];
  for (const event of history) {
    const coupon = Number(event.coupon_id);
    const gain = event.action === 'redemption.redeemed' || event.action === 'redemption.held' ? 1 : -1;
    const places: [string, number | null][] = [[`coupon ${coupon}`, limits.get(coupon) ?? null]];
    if (event.code_id !== null) places.push([`code ${event.code_id}`, 1]);
    if (unique.has(coupon)) places.push([`user ${event.user_ref} of ${coupon}`, 1]);
    for (const [place, limit] of places) {
      const count = (live.get(place) ?? 0) + gain;
      live.set(place, count);
      if (count < 0 || (limit !== null && count > limit)) broken.push(`${place} at ${count} of ${limit}`);
    }
  }
  return broken;
}
