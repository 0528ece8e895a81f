import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { reference } from './columns';
import { coupons } from './coupons';
import { tvodPrices, userGroups } from './directories';

export const couponUserGroups = pgTable(
  'coupon_user_groups',
  {
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    userGroupId: reference()
      .notNull()
      .references(() => userGroups.id),
  },
  (t) => [
    primaryKey({ columns: [t.couponId, t.userGroupId] }),
    index('coupon_user_groups_group_idx').on(t.userGroupId),
  ],
);

export const couponTvodPrices = pgTable(
  'coupon_tvod_prices',
  {
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    tvodPriceId: reference()
      .notNull()
      .references(() => tvodPrices.id),
  },
  (t) => [
    primaryKey({ columns: [t.couponId, t.tvodPriceId] }),
    index('coupon_tvod_prices_price_idx').on(t.tvodPriceId),
  ],
);
