import { runStatement } from '@/db/run-statement';
import { type PinWorth, pinWorth } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import { noInput, operation } from '@/lib/platform/context/operation';

export type ProductCoupon = { id: number; code: string; description: string | null; worth: PinWorth };

const most = 500;
const statement = `
  select c.id::float8 as id, c.code, c.description, ${pinWorth('c')} as worth
  from coupons c where c.deleted_at is null order by c.created_at desc, c.id desc limit ${most}`;

/** The coupons that a product can be made of, the newest first, each with what its PINs are worth. @throws Forbidden */
export const listProductCoupons = operation('products.write', noInput, async (ctx): Promise<ProductCoupon[]> => {
  return [...(await runStatement<ProductCoupon>(ctx.db, statement, []))];
});
