import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { redemptions } from '@/db/schema/redemptions';
import type { Imported } from '@/lib/domain/coupons/imports/import-kind';
import { lookAtImported } from '@/lib/domain/coupons/imports/look-at-imported.sql';

/** Coupons: those that were redeemed, have codes or a product, or were changed stay. Locks as `lookAtImported`. */
export function lookAtCoupons(db: Executor, ids: number[], hold: boolean): Promise<Imported[]> {
  const stays = {
    taken_out: sql`e.deleted_at is not null`,
    used: sql`exists (select from ${redemptions} r where r.coupon_id = e.id)`,
    depended_on: sql`exists (select from ${codes} c where c.coupon_id = e.id)
      or exists (select from ${products} p where p.coupon_id = e.id)`,
    changed: sql`e.version > 1 or e.updated_at > e.created_at`,
  };
  return lookAtImported(db, { table: sql`${coupons}`, name: sql`e.code`, stays }, ids, hold);
}
