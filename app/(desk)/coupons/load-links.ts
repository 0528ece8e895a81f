import 'server-only';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { listMemberGroups } from '@/lib/domain/coupons/coupons/list-member-groups';
import type { Context } from '@/lib/platform/context/context';
import type { CouponLinks } from './coupon-sentences';

const shown = 5;

/** Names of what a coupon pays for, more than a few end in `…`, and the groups that it is for. */
export async function loadLinks(ctx: Context, couponId: number): Promise<CouponLinks> {
  const linked = { couponId, side: 'linked', perPage: shown } as const;
  const [groups, prices, members] = await Promise.all([
    listUserGroupLinks(ctx, linked),
    listTvodPriceLinks(ctx, linked),
    listMemberGroups(ctx, { id: couponId }),
  ]);
  return { groups: names(groups), prices: names(prices), members };
}

function names({ rows, next }: { rows: { name: string }[]; next: string | null }): string[] {
  return [...rows.map(({ name }) => name), ...(next === null ? [] : ['…'])];
}
