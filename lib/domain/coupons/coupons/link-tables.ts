import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import type { LinkKind } from './filters';

/** The tables of each kind of link, and what they lead to. */
export const linkTables = {
  user_group: {
    entries: userGroups,
    links: couponUserGroups,
    linkCoupon: couponUserGroups.couponId,
    linkTarget: couponUserGroups.userGroupId,
    targetColumn: 'user_group_id',
    plural: 'user_groups',
  },
  tvod_price: {
    entries: tvodPrices,
    links: couponTvodPrices,
    linkCoupon: couponTvodPrices.couponId,
    linkTarget: couponTvodPrices.tvodPriceId,
    targetColumn: 'tvod_price_id',
    plural: 'tvod_prices',
  },
} as const satisfies Record<LinkKind, unknown>;
