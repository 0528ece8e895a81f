import { coupons } from '@/db/schema/coupons';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { beginning, type DemoEvent, type DemoWorld, daysBefore, idOf } from './demo-event';

type DemoCoupon = {
  code: string;
  /** In percent, or an amount. */
  discount?: number;
  amountOff?: number;
  duration: 'once' | 'repeating' | 'forever';
  description: string;
  madeDaysAgo: number;
  cycles?: number;
  /** In days from now. */
  released?: number;
  expires?: number;
  maxRedemptions?: number;
  security?: 'public' | 'restricted';
  uniqueRedemption?: boolean;
  status?: 'available' | 'unavailable';
  validDaysAfterSale?: number;
  deleted?: boolean;
  byIntegrator?: boolean;
  /** Issued when the coupon is made. */
  codes?: number;
  /** The plans that it pays for, and the groups whose members can use it. */
  plans?: readonly string[];
  members?: string[];
  prices?: string[];
};

const pin = {
  duration: 'once',
  security: 'restricted',
  madeDaysAgo: 14,
  plans: ['Nettv cine'],
  validDaysAfterSale: 365,
} as const;

/** A coupon in every state. Those with codes are sold as a product. */
const demoCoupons: DemoCoupon[] = [
  {
    code: 'MONSOON15',
    discount: 15,
    duration: 'once',
    madeDaysAgo: 45,
    released: -40,
    expires: -6,
    description: 'Monsoon sale',
  },
  {
    code: 'FIRST12',
    discount: 50,
    duration: 'once',
    madeDaysAgo: 30,
    maxRedemptions: 12,
    description: 'Half price for the first twelve',
  },
  {
    code: 'OLDSITE',
    discount: 20,
    duration: 'once',
    madeDaysAgo: 30,
    deleted: true,
    description: 'Of the old website',
  },
  {
    code: 'WELCOME25',
    discount: 25,
    duration: 'once',
    madeDaysAgo: 21,
    expires: 9,
    uniqueRedemption: true,
    description: 'Welcome: a quarter off, once for everybody',
  },
  {
    code: 'STUDENT20',
    discount: 20,
    duration: 'repeating',
    cycles: 3,
    madeDaysAgo: 21,
    members: ['Students'],
    uniqueRedemption: true,
    description: '20% off for three months, for students',
  },
  {
    code: 'STAFF50',
    discount: 50,
    duration: 'forever',
    madeDaysAgo: 21,
    members: ['Staff', 'Friends of the company'],
    description: 'Half price for good, for staff',
  },
  {
    code: 'RENTAL40',
    discount: 40,
    duration: 'once',
    madeDaysAgo: 14,
    expires: 12,
    maxRedemptions: 200,
    prices: ['New release, 2 days'],
    description: '40% off rentals',
  },
  {
    code: 'PARTNER30',
    discount: 30,
    duration: 'once',
    madeDaysAgo: 14,
    status: 'unavailable',
    description: 'Waits for the partner',
  },
  {
    code: 'NEWYEAR35',
    discount: 35,
    duration: 'once',
    madeDaysAgo: 1,
    byIntegrator: true,
    released: 20,
    expires: 34,
    description: 'For the new year',
  },
  // Bounded by its amount alone, so that a platform that says nothing of the purchase can redeem it.
  { ...pin, plans: [], code: 'NETTV2000', amountOff: 200_000, codes: 25, description: 'Nettv cine, one year' },
  { ...pin, code: 'NETTV500', amountOff: 50_000, codes: 20, description: 'Nettv cine, three months' },
  { ...pin, code: 'NETTV150', amountOff: 15_000, codes: 9, description: 'Nettv cine, one weekend' },
];

const demoGroups = ['Nettv cine', 'Students', 'Staff', 'Friends of the company'];

const demoPrices = [
  { name: 'New release, 2 days', tvodType: 'rental', pricePaisa: 25_000, durationDays: 2 },
  { name: 'Classic, 7 days', tvodType: 'rental', pricePaisa: 9_900, durationDays: 7 },
  { name: 'Film to keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
] as const;

/** The coupons in the order of their creation, each with all its codes and links or not at all. */
export function couponEvents(world: DemoWorld): DemoEvent[] {
  return demoCoupons.map((demo) => ({
    at: daysBefore(world.ctx, demo.madeDaysAgo),
    run: async (then) => {
      if (world.coupons.has(demo.code)) return;
      const maker = demo.byIntegrator ? { ...then, actor: world.integrator } : then;
      world.coupons.set(demo.code, await makeCoupon(maker, demo, world));
    },
  }));
}

function makeCoupon(then: Context, demo: DemoCoupon, { ctx, groups, prices }: DemoWorld): Promise<number> {
  const { codes, deleted, released, expires, members = [] } = demo;
  const input = createCouponInput.parse({
    ...demo,
    ...(members.length > 0 ? { audience: 'members', memberGroupIds: members.map((name) => idOf(groups, name)) } : {}),
    releaseAt: released === undefined ? null : daysBefore(ctx, -released),
    expiresAt: expires === undefined ? null : daysBefore(ctx, -expires),
  });
  return inTransaction(then, async (tx) => {
    const { id } = await createCoupon(tx, input);
    if (codes) await issueCodes(tx, { couponId: id, count: codes });
    for (const name of demo.plans ?? []) await linkUserGroup(tx, { couponId: id, userGroupId: idOf(groups, name) });
    for (const name of demo.prices ?? []) await linkTvodPrice(tx, { couponId: id, tvodPriceId: idOf(prices, name) });
    if (deleted) await deleteCoupon(tx, { id });
    return id;
  });
}

/** What is there already, and what the platform would have sent: its groups and prices. */
export async function openDemoWorld(
  ctx: Context,
  actors: Pick<DemoWorld, 'seller' | 'integrator'>,
): Promise<DemoWorld> {
  const first = beginning(ctx);
  const byName = (rows: { id: number; name: string }[]) => new Map(rows.map(({ id, name }) => [name, id]));
  const groups = byName(await ctx.db.select({ id: userGroups.id, name: userGroups.name }).from(userGroups));
  for (const name of demoGroups) {
    if (!groups.has(name)) groups.set(name, (await createUserGroup(first, { name })).id);
  }
  const prices = byName(await ctx.db.select({ id: tvodPrices.id, name: tvodPrices.name }).from(tvodPrices));
  for (const price of demoPrices) {
    if (!prices.has(price.name)) prices.set(price.name, (await createTvodPrice(first, price)).id);
  }
  const known = byName(await ctx.db.select({ id: coupons.id, name: coupons.code }).from(coupons));
  return { ...actors, ctx, coupons: known, groups, prices };
}
