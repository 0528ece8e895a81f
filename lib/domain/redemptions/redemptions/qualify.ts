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
  let which: readonly Walk[] = (await areFewOpen(sql, request)) ? fewWalks : everyWalk;
  let found: QualifyingRow[] = [];
  for (let depth = mostQualifying; ; depth *= 4) {
    const rows = await walkCoupons(sql, request, { which, depth, most: mostQualifying });
    found = [...found.filter(({ walk }) => !which.includes(walk)), ...rows];
    const ends = found.filter(({ is_end }) => is_end);
    const best = bestOf(found.filter(({ is_end }) => !is_end));
    which = ends.filter((end) => !isPast(end, best, ends)).map(({ walk }) => walk);
    if (which.length === 0) return best.map(toCoupon);
  }
});

const fewWalks: readonly Walk[] = ['few', 'freed', 'linked'];
const everyWalk: readonly Walk[] = ['percent', 'capped', 'cap', 'amount', 'freed', 'linked'];

/** A coupon with a cap can be in both of its lists. */
const bestOf = (rows: QualifyingRow[]): QualifyingRow[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].sort(bestFirst).slice(0, mostQualifying);

function bestFirst(a: QualifyingRow, b: QualifyingRow): number {
  const by = [offOf(b) - offOf(a), b.basis_points - a.basis_points, Number(b.amount_off) - Number(a.amount_off)];
  return by.find((difference) => difference !== 0) || endOf(a) - endOf(b) || Number(a.id) - Number(b.id);
}

/**
 * Whether no coupon behind the `end` of a list goes before the last of the best. What has no cap takes off no more than what is in
 * front of it. A coupon with a cap takes off at most its percentage and at most its cap: one that is in neither of their two lists
 * takes off no more than the less of where they ended.
 */
function isPast(end: QualifyingRow, best: QualifyingRow[], ends: QualifyingRow[]): boolean {
  const last = best[mostQualifying - 1];
  if (!last) return false;
  // Without a price, what is in front is ordered by its terms; a cap is none of them.
  if (last.paid === null) {
    if (end.walk === 'amount') return last.basis_points > 0 || Number(last.amount_off) >= Number(end.amount_off);
    return end.walk === 'cap' || last.basis_points >= end.basis_points;
  }
  const bounds = ends.filter(({ walk }) => walk === end.walk || [walk, end.walk].every((one) => withCap.includes(one)));
  return bounds.some((one) => offOf(last) >= boundOf(one, last.paid ?? '0'));
}

const withCap: readonly Walk[] = ['capped', 'cap'];

/** What a coupon behind the end of a list takes off at most. */
function boundOf({ walk, amount_off, maximum_off, basis_points }: QualifyingRow, paid: string): number {
  if (walk === 'amount') return Number(amount_off);
  return walk === 'cap' ? Number(maximum_off) : Number((BigInt(paid) * BigInt(basis_points)) / 10_000n);
}

const offOf = (row: QualifyingRow) => Number(row.off ?? -1);
const endOf = (row: QualifyingRow) => (row.expires_at === null ? Number.MAX_SAFE_INTEGER : +new Date(row.expires_at));

function toCoupon(row: QualifyingRow): QualifyingCoupon {
  const discount = discountOf(row);
  if (!discount) throw new Error(`Coupon ${row.id} has no terms.`);
  const expiresAt = row.expires_at === null ? null : new Date(row.expires_at);
  return { id: Number(row.id), code: row.code, description: row.description, expiresAt, discount };
}
