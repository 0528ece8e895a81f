import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import type { Imported } from '@/lib/domain/coupons/imports/import-kind';
import { lookAtImported } from '@/lib/domain/coupons/imports/look-at-imported.sql';

/** Products: those that were sold, have a price for an integrator or were changed stay. Locks as `lookAtImported`. */
export function lookAtProducts(db: Executor, ids: number[], hold: boolean): Promise<Imported[]> {
  const stays = {
    taken_out: sql`e.archived_at is not null`,
    used: sql`exists (select from ${sales} s where s.product_id = e.id)`,
    depended_on: sql`exists (select from ${integratorPrices} i where i.product_id = e.id)`,
    changed: sql`e.updated_at > e.created_at`,
  };
  return lookAtImported(db, { table: sql`${products}`, name: sql`e.name`, stays }, ids, hold);
}
