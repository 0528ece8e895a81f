import { hotReadSql } from '@/db/client';
import { operation } from '@/lib/platform/context/operation';
import { type CheckedDiscount, discountOf } from './checked-discount';
import { areFewOpen, type QualifyingRow, type Walk, walkCoupons } from './qualify.sql';
import { userAndPurchase } from './redeem-request';
import { qualifyInput } from './schemas';

/** A public coupon that would be redeemed for this user and purchase, and what it would take off. */
export type QualifyingCoupon = {
  id: number;
  code: string;
  description: string | null;
  expiresAt: Date | null;
  discount: CheckedDiscount;
};

/** No more are given. */
export const mostQualifying = 50;

/**
 * The public coupons that would pass now, the best for the customer first: what takes off most, of those that take off the
 * same the one that ends first. Without a price, the highest percentages first. Takes and changes nothing.
 * @throws Forbidden, Invalid
 */
export const qualify = operation('redemptions.read', qualifyInput, async (ctx, input): Promise<QualifyingCoupon[]> => {
  const request = { at: ctx.now().toISOString(), ...userAndPurchase(input) };
  const sql = hotReadSql(ctx.db);
  const which = (await areFewOpen(sql, request)) ? fewWalks : everyWalk;
  const first = await walkCoupons(sql, request, { which, depth: mostQualifying });
  const others = first.filter(({ walk }) => !walksWithCap.includes(walk));
  let capped = first.filter(({ walk }) => walksWithCap.includes(walk));
  for (let depth = mostQualifying; ; ) {
    const best = bestOf([...others, ...capped]);
    if (isComplete(best, capped, depth)) return best.map(toCoupon);
    depth *= 4;
    capped = await walkCoupons(sql, request, { which: walksWithCap, depth });
  }
});

const fewWalks: readonly Walk[] = ['few', 'freed', 'linked'];
const walksWithCap: readonly Walk[] = ['capped', 'cap'];
const everyWalk: readonly Walk[] = ['percent', ...walksWithCap, 'amount', 'freed', 'linked'];

/** A coupon with a cap can be in both of its lists. */
const bestOf = (rows: QualifyingRow[]): QualifyingRow[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].sort(bestFirst).slice(0, mostQualifying);

function bestFirst(a: QualifyingRow, b: QualifyingRow): number {
  const by = [offOf(b) - offOf(a), b.basis_points - a.basis_points, Number(b.amount_off) - Number(a.amount_off)];
  return by.find((difference) => difference !== 0) || endOf(a) - endOf(b) || Number(a.id) - Number(b.id);
}

/**
 * Whether no coupon further down takes off more than the last of the best. What takes off a percentage without a cap, or an
 * amount, is walked in the order of what it takes off. A coupon with a cap takes off at most its percentage and at most its
 * cap: one that is in neither of their two lists takes off no more than the less of where they ended.
 */
function isComplete(best: QualifyingRow[], rows: QualifyingRow[], depth: number): boolean {
  const last = best.at(-1);
  const [capped, cap] = [endOfWalk(rows, 'capped', depth), endOfWalk(rows, 'cap', depth)];
  if (!last || last.paid === null || !capped || !cap) return true;
  const byPercent = (BigInt(last.paid) * BigInt(capped.basis_points)) / 10_000n;
  return BigInt(last.off ?? 0) >= byPercent || offOf(last) >= Number(cap.maximum_off);
}

/** The last of a list that was not walked to its end. */
function endOfWalk(rows: QualifyingRow[], walk: Walk, depth: number): QualifyingRow | undefined {
  const walked = rows.filter((row) => row.walk === walk);
  return walked.length < depth ? undefined : walked.at(-1);
}

const offOf = (row: QualifyingRow) => Number(row.off ?? -1);
const endOf = (row: QualifyingRow) => (row.expires_at === null ? Number.MAX_SAFE_INTEGER : +new Date(row.expires_at));

function toCoupon(row: QualifyingRow): QualifyingCoupon {
  const discount = discountOf(row);
  if (!discount) throw new Error(`Coupon ${row.id} has no terms.`);
  const expiresAt = row.expires_at === null ? null : new Date(row.expires_at);
  return { id: Number(row.id), code: row.code, description: row.description, expiresAt, discount };
}
