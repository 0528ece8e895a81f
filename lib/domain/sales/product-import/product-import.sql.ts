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

/**
 * Deletes products that an import added, as its audit rows say, and that nothing was done with: neither sold nor given a price
 * for an integrator. Gives the ids of those it deleted. It locks the products in the order of their ids; a sale that is under
 * way holds its product, so that it is waited for.
 */
export async function deleteUnsold(tx: Executor, ids: number[]): Promise<number[]> {
  const named = sql`array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int8)`;
  await tx.execute(sql`select from products where id = any (${named}) order by id for update`);
  const rows = await tx.execute<{ id: number }>(sql`
    delete from products p
    where p.id = any (${named}) and p.supplier = 'stock'
      and not exists (select from sales s where s.product_id = p.id)
      and not exists (select from integrator_prices i where i.product_id = p.id)
      and exists (
        select from audit_events a
        where a.subject_kind = 'product' and a.subject_id = p.id and a.action = 'product.created'
          and a.data ->> 'imported' = 'true')
    returning p.id::float8 as id`);
  return rows.map(({ id }) => id);
}
