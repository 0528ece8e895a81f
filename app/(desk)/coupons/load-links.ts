import 'server-only';
import type { Context } from '@/lib/context';
import { listTvodPrices } from '@/lib/tvod-prices/list-tvod-prices';
import { listUserGroups } from '@/lib/user-groups/list-user-groups';
import type { CouponLinks } from './coupon-sentences';

const shown = 5;

/** Names of what a coupon is limited to; more than a few end in `…`. */
export async function loadLinks(ctx: Context, couponId: number): Promise<CouponLinks> {
  const linked = { couponId, linkedOnly: true, perPage: shown };
  const [groups, prices] = await Promise.all([listUserGroups(ctx, linked), listTvodPrices(ctx, linked)]);
  return { groups: names(groups), prices: names(prices) };
}

function names({ rows, next }: { rows: { name: string }[]; next: string | null }): string[] {
  return [...rows.map(({ name }) => name), ...(next === null ? [] : ['…'])];
}
