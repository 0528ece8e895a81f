import 'server-only';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import type { Context } from '@/lib/platform/context/context';
import type { CouponLinks } from './coupon-sentences';

const shown = 5;

/** Names of what a coupon is limited to; more than a few end in `…`. */
export async function loadLinks(ctx: Context, couponId: number): Promise<CouponLinks> {
  const linked = { couponId, side: 'linked', perPage: shown } as const;
  const [groups, prices] = await Promise.all([listUserGroupLinks(ctx, linked), listTvodPriceLinks(ctx, linked)]);
  return { groups: names(groups), prices: names(prices) };
}

function names({ rows, next }: { rows: { name: string }[]; next: string | null }): string[] {
  return [...rows.map(({ name }) => name), ...(next === null ? [] : ['…'])];
}
