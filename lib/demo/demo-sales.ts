import { and, eq, isNull } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import type { PaymentMethod } from '@/lib/core/entities/payment-method';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { acknowledgeSale } from '@/lib/domain/sales/sales/acknowledge-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import type { Context } from '@/lib/platform/context/context';
import { type DemoEvent, type DemoWorld, daysBefore, idOf } from './demo-event';

/** How many are sold, from 13 days ago up to now. */
const perDay = [2, 1, 3, 2, 4, 3, 2, 5, 4, 3, 5, 4, 6, 7];
const minute = 1 / (24 * 60);

const year = { name: 'nettv coupon', value: 'nettv coupon', amountPaisa: 200_000, couponCode: 'NETTV2000' };
const season = { name: 'nettv three months', value: 'nettv three months', amountPaisa: 50_000, couponCode: 'NETTV500' };
const weekend = { name: 'nettv weekend', value: 'nettv weekend', amountPaisa: 15_000, couponCode: 'NETTV150' };
type DemoProduct = typeof year;

/** What the nth customer buys. Of 51 sales 25 are years and 9 weekends, all there are of both; 17 are seasons, of 20. */
const basket = [year, season, year, weekend, year, season];
/** How they pay. */
const payments: PaymentMethod[] = ['cash', 'cash', 'esewa', 'cash', 'khalti', 'card', 'bank_transfer'];
/** Issued once the first years are sold out. */
const yearStock = 500;

export type DemoSale = { reference: string; at: Date; product: DemoProduct; paymentMethod: PaymentMethod };

/** The sales that succeed, in the order they were made. */
export function listDemoSales(ctx: Context): DemoSale[] {
  const times = perDay.flatMap((count, index) => {
    const back = perDay.length - 1 - index;
    const apart = (back === 0 ? 4 : 47) * minute;
    return Array.from({ length: count }, (_, nth) => daysBefore(ctx, back + (count - nth) * apart));
  });
  return times.map((at, index) => ({
    reference: `demo-${String(index + 1).padStart(3, '0')}`,
    at,
    product: basket[(index + 1) % basket.length] ?? year,
    paymentMethod: payments[index % payments.length] ?? 'cash',
  }));
}

/**
 * Three products (plenty, nearly sold out, sold out), two weeks of sales of them, and two that failed just now. None has a
 * customer's contact, so that no message is sent.
 */
export function saleEvents(world: DemoWorld): DemoEvent[] {
  const { ctx } = world;
  const made = [year, season, weekend].map((product, index) => ({
    at: daysBefore(ctx, 14 - (index + 1) * minute),
    run: (then: Context) => ensureProduct(then, world, product),
  }));
  const failed = [2 * minute, minute].map((back, index) => ({
    reference: `demo-failed-${index + 1}`,
    at: daysBefore(ctx, back),
    product: weekend,
    paymentMethod: 'cash' as const,
  }));
  const sold = [...listDemoSales(ctx), ...failed].map(({ reference, at, product, paymentMethod }) => ({
    at,
    run: async (then: Context) => {
      const { id: productId, amountPaisa: expectedAmountPaisa } = await ensureProduct(then, world, product);
      const atDesk = { ...then, actor: world.seller };
      const { sale } = await sell(atDesk, { reference, productId, expectedAmountPaisa, paymentMethod });
      return acknowledgeSale(atDesk, { saleId: sale.id, state: sale.state });
    },
  }));
  const couponId = () => idOf(world.coupons, year.couponCode);
  const restock = {
    at: daysBefore(ctx, 0),
    run: async (then: Context) => {
      const issued = await ctx.db.$count(codes, eq(codes.couponId, couponId()));
      if (issued < yearStock) await issueCodes(then, { couponId: couponId(), count: yearStock });
    },
  };
  return [...made, ...sold, restock];
}

async function ensureProduct(then: Context, world: DemoWorld, { couponCode, ...product }: DemoProduct) {
  const [known] = await then.db
    .select({ id: products.id, amountPaisa: products.amountPaisa })
    .from(products)
    .where(and(eq(products.value, product.value), isNull(products.archivedAt)));
  return known ?? createProduct(then, { ...product, couponId: idOf(world.coupons, couponCode) });
}
