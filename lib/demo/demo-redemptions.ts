import { and, eq, isNull } from 'drizzle-orm';
import { redemptions } from '@/db/schema/redemptions';
import { sales } from '@/db/schema/sales';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import type { Context } from '@/lib/platform/context/context';
import { type DemoEvent, type DemoWorld, daysBefore, idOf } from './demo-event';
import { type DemoSale, listDemoSales } from './demo-sales';

type Wave = { code: string; count: number; fromDaysAgo: number; toDaysAgo: number; groups?: string[]; price?: string };

/** What is bought where it is no film, and what a month of it costs. */
const plan = 'Nettv cine';
const monthPaisa = 50_000;

/** Uses of public coupons, spread evenly between two days. */
const waves: Wave[] = [
  { code: 'MONSOON15', count: 14, fromDaysAgo: 35, toDaysAgo: 7 },
  { code: 'FIRST12', count: 12, fromDaysAgo: 28, toDaysAgo: 20 },
  { code: 'WELCOME25', count: 24, fromDaysAgo: 13, toDaysAgo: 0.01 },
  { code: 'STUDENT20', count: 9, fromDaysAgo: 12, toDaysAgo: 0.02, groups: ['Students'] },
  { code: 'STAFF50', count: 3, fromDaysAgo: 11, toDaysAgo: 4, groups: ['Staff'] },
  { code: 'RENTAL40', count: 10, fromDaysAgo: 10, toDaysAgo: 0.05, price: 'New release, 2 days' },
];

/**
 * The platform redeems over the API: public coupons, and most of the PINs that were sold, some hours after their sale, for
 * made-up user numbers.
 */
export function redemptionEvents(world: DemoWorld): DemoEvent[] {
  const pins = listDemoSales(world.ctx)
    .map((sale, index) => ({ sale, index, at: new Date(sale.at.getTime() + (2 + (index % 5)) * 60 * 60 * 1000) }))
    .filter(({ index, at }) => index % 4 !== 3 && at < world.ctx.now())
    .map(({ sale, index, at }) => ({
      at,
      run: (then: Context) => redeemPin(then, world, sale, `demo-${5200 + index}`),
    }));
  return [...waves.flatMap((wave) => waveEvents(world, wave)), ...pins].map(({ at, run }) => ({
    at,
    run: (then) => run({ ...then, actor: world.integrator }),
  }));
}

function waveEvents(world: DemoWorld, { code, count, fromDaysAgo, toDaysAgo, groups = [], price }: Wave): DemoEvent[] {
  return Array.from({ length: count }, (_, nth) => ({
    at: daysBefore(world.ctx, fromDaysAgo + ((toDaysAgo - fromDaysAgo) * nth) / (count - 1)),
    run: async (then) => {
      const user = { id: `demo-${4100 + nth}`, groups };
      if (await hasRedeemed(then, idOf(world.coupons, code), user.id)) return;
      const purchase = price ? { tvod_price: idOf(world.prices, price) } : { plan, amount: monthPaisa };
      await redeem(then, { code, user, purchase });
    },
  }));
}

async function redeemPin(then: Context, world: DemoWorld, sale: DemoSale, user: string): Promise<void> {
  if (await hasRedeemed(then, idOf(world.coupons, sale.product.couponCode), user)) return;
  const [row] = await then.db
    .select({ id: sales.id })
    .from(sales)
    .where(and(eq(sales.reference, sale.reference), isNull(sales.integratorId)));
  const pin = row && (await readSalePin(then.db, row.id));
  const purchase = { plan, amount: sale.product.amountPaisa };
  if (pin) await redeem(then, { code: pin, user: { id: user }, purchase });
}

async function hasRedeemed(ctx: Context, couponId: number, userRef: string): Promise<boolean> {
  const found = and(eq(redemptions.couponId, couponId), eq(redemptions.userRef, userRef));
  return (await ctx.db.$count(redemptions, found)) > 0;
}
