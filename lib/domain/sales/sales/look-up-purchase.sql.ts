import type { products } from '@/db/schema/products';

/** As the driver gives it: bigint as text. `id` is null when there is no such product. */
export type PurchaseLookUpRow = { used: boolean; paused: boolean } & {
  [column in keyof Pick<typeof products.$inferSelect, 'id' | 'amountPaisa'>]: string | null;
};

/** What a purchase is checked against. $1 reference, $2 integrator, $3 the product's value. */
export const purchaseLookUp = `
  select exists (select from sales where reference = $1::text and integrator_id = $2::bigint) as used,
    (select sales_paused_at is not null from settings where id = 1) is true as paused,
    p.id, p.amount_paisa as "amountPaisa"
  from (select) one left join products p on p.value = $3::text and p.archived_at is null`;
