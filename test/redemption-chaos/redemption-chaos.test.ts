import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { confirmRedemption } from './confirm-redemption';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { findInconsistencies, makeCodes, makeCoupon } from './testing';

let test: TestDatabase;
let processes: Context<KeyActor>[];
const closing: (() => Promise<void>)[] = [];

const clients = 64;
const seconds = Number(process.env.CHAOS_SECONDS ?? 30);
/** Holds last a minute at least: the clock runs ahead so that many lapse. */
const speed = 60;

beforeAll(async () => {
  test = await createTestDatabase();
  const ctx = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  const began = Date.now();
  const now = () => new Date(began + (Date.now() - began) * speed);
  const others = [createDatabase(test.url), createDatabase(test.url)];
  closing.push(...others.map((other) => other.close));
  processes = [test, ...others].map(({ db }) => ({ ...ctx, db, now }));
});
afterAll(async () => {
  for (const close of closing) await close();
  await test.close();
});

const pick = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(Math.random() * from.length)];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
};

type Event = { coupon_id: string; code_id: string | null; user_ref: string; action: string };

it(`keeps counters, codes and limits at every moment under ${clients} clients that do as they please`, async () => {
  const limits = new Map<number, number | null>();
  const unique = new Set<number>();
  const wanted: string[] = [];
  for (const maxRedemptions of [1, 2, 3, 5, null]) {
    const uniqueRedemption = maxRedemptions === 5;
    const coupon = await makeCoupon(test.db, { maxRedemptions, uniqueRedemption });
    limits.set(coupon.id, maxRedemptions);
    if (uniqueRedemption) unique.add(coupon.id);
    wanted.push(coupon.code, ...(await makeCodes(test.db, coupon.id, 3)).map(({ code }) => code));
  }
  const faults: unknown[] = [];
  const tally = { done: 0, refused: 0 };
  const until = Date.now() + seconds * 1000;

  async function client(): Promise<void> {
    const mine: number[] = [];
    while (Date.now() < until) {
      const ctx = pick(processes);
      const roll = Math.random();
      try {
        if (roll < 0.5 || mine.length === 0) {
          const hold = roll < 0.3 ? { hold_seconds: 60 } : {};
          mine.push((await redeem(ctx, { code: pick(wanted), user: { id: `u${pick([1, 2, 3, 4])}` }, ...hold })).id);
        } else if (roll < 0.65) await confirmRedemption(ctx, pick(mine));
        else await rollBackRedemption(ctx, { id: pick(mine), reason: 'chaos' });
        tally.done += 1;
      } catch (error) {
        if (error instanceof Conflict) tally.refused += 1;
        else faults.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client));

  expect(faults).toEqual([]);
  expect(tally.done).toBeGreaterThan(50);
  expect(tally.refused).toBeGreaterThan(50);
  expect(await findInconsistencies(test.db)).toEqual([]);
  // Audit rows get their numbers under the coupon's lock: for each coupon they are its history in order.
  const history = await test.db.execute<Event>(sql`
    select r.coupon_id, r.code_id, r.user_ref, a.action from audit_events a join redemptions r on r.id = a.subject_id
    where a.subject_kind = 'redemption' and a.action <> 'redemption.confirmed' order by a.id`);
  expect(replay(history, limits, unique)).toEqual([]);
  expect(new Set(history.map((event) => event.action))).toContain('redemption.lapsed');
}, 120_000);

/** Goes through the history and says where a limit, a code or a user was taken once too often. */
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
