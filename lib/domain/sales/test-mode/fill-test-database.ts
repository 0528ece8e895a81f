import { and, eq, isNull } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** What every integrator finds there: a public coupon, and one whose codes are sold. */
const discount = createCouponInput.parse({
  ...{ code: 'TEST20', description: 'Test mode: a fifth off', discount: 20, duration: 'once', security: 'public' },
});
const prepaid = createCouponInput.parse({
  ...{ code: 'TESTPIN500', description: 'Test mode: PINs of own stock', amountOff: 50_000, duration: 'once' },
  security: 'restricted',
});
const product = { name: 'nettv three months', value: 'nettv three months', amountPaisa: 50_000 };
const stock = 500;

export const testCoupons = [discount.code, prepaid.code];

/** Loses nothing, and may run again: it adds what is missing, codes to sell too. For the process of test mode. */
export async function fillTestDatabase(ctx: Context<SystemActor>): Promise<void> {
  await getSettings(ctx.db);
  await inTransaction(ctx, async (tx) => {
    for (const coupon of [discount, prepaid]) if (!(await findCoupon(tx, coupon.code))) await createCoupon(tx, coupon);
    const couponId = await findCoupon(tx, prepaid.code);
    if (couponId === undefined) return;
    const isOfIt = and(eq(products.value, product.value), isNull(products.archivedAt));
    if ((await tx.db.$count(products, isOfIt)) === 0) await createProduct(tx, { ...product, couponId });
    const left = await tx.db.$count(codes, and(eq(codes.couponId, couponId), eq(codes.status, 'available')));
    if (left < stock / 2) await issueCodes(tx, { couponId, count: stock - left });
  });
}

async function findCoupon({ db }: Context, code: string | null): Promise<number | undefined> {
  const [coupon] = await db
    .select({ id: coupons.id })
    .from(coupons)
    .where(and(eq(coupons.code, code ?? ''), isNull(coupons.deletedAt)));
  return coupon?.id;
}

/** Takes over what the sandbox of Khalti offers, and puts it on sale. */
export async function putOnSale(ctx: Context<SystemActor>): Promise<void> {
  await syncSupplier(ctx);
  const off = await ctx.db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.supplier, 'khalti'), eq(products.active, false), isNull(products.archivedAt)));
  for (const { id } of off) await setProductActive(ctx, { id, active: true });
}
