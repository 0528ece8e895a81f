import { and, inArray, isNull, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import type { ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { Context } from '@/lib/platform/context/context';
import type { ProductEntry } from './product-form';

type Row = ValidatedRow<ProductEntry> & { entry: ProductEntry };

/** Gives products of a file their results: against each other, the values and public ids there are, the coupons, and four eyes. */
export async function compareProducts({ db }: Context, rows: ValidatedRow<ProductEntry>[]): Promise<void> {
  const read = rows.filter((row): row is Row => row.entry !== null);
  const entries = read.map(({ entry }) => entry);
  const idxs = entries.flatMap(({ idx }) => idx ?? []);
  const own = entries.flatMap(({ coupon }) => (coupon === null ? [] : [coupon.toLowerCase()]));
  const known = await db
    .select({ value: products.value })
    .from(products)
    .where(
      and(
        isNull(products.archivedAt),
        oneOf(
          products.value,
          entries.map(({ value }) => value),
        ),
      ),
    );
  const taken = await db.select({ idx: products.idx }).from(products).where(oneOf(products.idx, idxs));
  const found = await db
    .select({ id: coupons.id, code: sql<string>`lower(${coupons.code})`, requiresSale: coupons.requiresSale })
    .from(coupons)
    .where(and(isNull(coupons.deletedAt), oneOf(sql`lower(${coupons.code})`, own)));
  const { prices } = await readFourEyes(db);
  const values = new Set(known.map(({ value }) => value));
  const seen = new Set<string>();
  const ids = new Set(taken.map(({ idx }) => idx));
  const couponOf = new Map(found.map((coupon) => [coupon.code, coupon]));
  for (const row of read) {
    const { entry } = row;
    const coupon = couponOf.get(entry.coupon?.toLowerCase() ?? '');
    if (values.has(entry.value)) row.result = 'existing';
    else if (seen.has(entry.value)) row.result = 'duplicate';
    else if (entry.coupon === null) refuse(row, 'is sold by Khalti: it comes with the list of what Khalti offers');
    else if (!coupon) refuse(row, `coupon: There is no coupon ${entry.coupon}, or it is in the bin.`);
    else if (prices) refuse(row, 'needs a second person (A new product): create it by hand');
    else {
      entry.couponId = coupon.id;
      if (!coupon.requiresSale)
        row.notes.push(`the codes of ${entry.coupon} work without being sold, and an import leaves that so`);
      if (entry.idx && ids.has(entry.idx)) {
        row.notes.push(`idx: ${entry.idx} is another product's, so it gets a new one`);
        entry.idx = null;
      }
      if (entry.idx) ids.add(entry.idx);
      seen.add(entry.value);
    }
  }
}

const oneOf = (column: Parameters<typeof inArray>[0], values: string[]) => inArray(column, [...new Set(values)]);

const refuse = (row: Row, problem: string) => Object.assign(row, { entry: null, result: 'malformed', problem });
