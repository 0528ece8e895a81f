import { isNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { products } from '@/db/schema/products';
import { normalizeDigits, normalizeName } from '@/lib/core/normalize-text';

/** Values that people read as the same are the same: compared as names are, with the digits of any script. */
export const valueKey = (value: string): string => normalizeDigits(normalizeName(value)).toLowerCase();

/** The values there are, by their keys. Products are few: the list shows all of them at once. */
export async function valuesByKey(db: Executor): Promise<Map<string, string>> {
  const known = await db.select({ value: products.value }).from(products).where(isNull(products.archivedAt));
  return new Map(known.map(({ value }) => [valueKey(value), value]));
}
