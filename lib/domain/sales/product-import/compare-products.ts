import { and, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { isNotExpired } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { type PinWorth, pinWorthOfCoupon } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import { type Compare, leaveOut, type ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { type Reason, reason, refusal } from '@/lib/domain/coupons/imports/reasons';
import { availableCodes } from '@/lib/domain/sales/products/availability.sql';
import { newProduct } from '@/lib/domain/sales/products/create-product';
import { valueKey, valuesByKey } from '@/lib/domain/sales/products/same-value';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { Context } from '@/lib/platform/context/context';
import type { ProductEntry } from './product-form';

type Row = ValidatedRow<ProductEntry> & { entry: ProductEntry };

/** Gives products of a file their results: against each other, the values and public ids there are, the coupons, and four eyes. */
export async function productComparison(of: Context): Promise<Compare<ProductEntry>> {
  const known = await valuesByKey(of.db);
  const { prices } = await readFourEyes(of.db);
  const seen = new Set<string>();
  const ids = new Set<string>();
  return async (ctx, rows) => {
    const read = rows.filter((row): row is Row => row.entry !== null);
    const idxs = read.flatMap(({ entry }) => entry.idx ?? []);
    const taken = await ctx.db.select({ idx: products.idx }).from(products).where(oneOf(products.idx, idxs));
    for (const { idx } of taken) ids.add(idx);
    const couponOf = await couponsNamed(
      ctx,
      read.flatMap(({ entry }) => entry.coupon ?? []),
    );
    for (const row of read) {
      const { entry } = row;
      const coupon = couponOf.get(entry.coupon?.toLowerCase() ?? '');
      const key = valueKey(entry.value);
      const there = known.get(key);
      if (there !== undefined) {
        row.result = 'existing';
        if (there !== entry.value) row.problems.push(reason('readsAs', { column: 'value', value: there }));
      } else if (seen.has(key)) row.result = 'duplicate';
      else if (entry.coupon === null) leaveOut(row, reason('ofKhalti'));
      else if (!coupon) leaveOut(row, reason('noCoupon', { column: 'coupon', value: entry.coupon }));
      else if (prices) leaveOut(row, reason('secondPerson'), refusal(null, newProduct));
      else {
        entry.couponId = coupon.id;
        row.warnings = warningsOf(entry.coupon, entry.requiresSale, coupon);
        if (entry.idx && ids.has(entry.idx)) {
          row.notes.push(reason('otherIdx', { column: 'idx', value: entry.idx }));
          entry.idx = null;
        }
        if (entry.idx) ids.add(entry.idx);
        seen.add(key);
      }
    }
  };
}

/** Those that are not in the bin, by their codes in lower case. */
async function couponsNamed({ db, now }: Context, codes: string[]) {
  const wanted = codes.map((code) => code.toLowerCase());
  const found = await db
    .select({
      id: coupons.id,
      code: sql<string>`lower(${coupons.code})`,
      worth: pinWorthOfCoupon,
      isOver: asSql(
        (at) => `not ${isNotExpired('coupons', at)}`,
        sql`${now().toISOString()}::timestamptz`,
      ) as SQL<boolean>,
      hasCodes: sql<boolean>`(${sql.raw(availableCodes('coupons.id'))} limit 1) is not null`,
    })
    .from(coupons)
    .where(and(isNull(coupons.deletedAt), oneOf(sql`lower(${coupons.code})`, wanted)));
  return new Map(found.map((coupon) => [coupon.code, coupon]));
}

/** What the form of a product says of its coupon, and shows or asks next to it. */
type Given = { worth: PinWorth; isOver: boolean; hasCodes: boolean };

function warningsOf(value: string, requiresSale: boolean, { worth, isOver, hasCodes }: Given): Reason[] {
  const ofCoupon = { column: 'coupon', value };
  return [
    ...(isOver ? [reason('couponOver', ofCoupon)] : []),
    ...(worth.isUnbounded ? [reason('unboundedPin', ofCoupon)] : []),
    ...(worth.requiresSale || !hasCodes ? [] : [reason(requiresSale ? 'soldAlone' : 'worksUnsold', ofCoupon)]),
  ];
}

const oneOf = (column: Parameters<typeof inArray>[0], values: string[]) => inArray(column, [...new Set(values)]);
