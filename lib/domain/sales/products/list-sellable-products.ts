import { runStatement } from '@/db/run-statement';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { availabilityOf } from './availability';

export type SellableProduct = { idx: string; name: string; value: string; amountPaisa: number };

const statement = `
  select p.idx, p.name, p.value, p.amount_paisa as "amountPaisa"
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ${availabilityOf('$1::timestamptz', '$2::boolean')} = 'on_sale'
  order by p.id`;

/** What can be bought now, oldest product first. @throws Forbidden */
export async function listSellableProducts(ctx: Context): Promise<SellableProduct[]> {
  assertCan(ctx, 'products.read');
  type Row = Omit<SellableProduct, 'amountPaisa'> & { amountPaisa: string };
  const rows = await runStatement<Row>(ctx.db, statement, [ctx.now().toISOString(), findKhaltiClient() !== null]);
  return rows.map((row) => ({ ...row, amountPaisa: Number(row.amountPaisa) }));
}
