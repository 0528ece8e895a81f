import type { z } from 'zod';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { changeLinks } from './change-links';
import { couponOperation } from './coupon-reach';
import { linkTvodPriceInput } from './schemas';

/** Limits the coupon to this price (and its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export const linkTvodPrice = couponOperation('coupons.write', linkTvodPriceInput, (ctx, link) =>
  change(ctx, 'link', link),
);

/** @throws Forbidden, NotFound */
export const unlinkTvodPrice = couponOperation('coupons.write', linkTvodPriceInput, (ctx, link) =>
  change(ctx, 'unlink', link),
);

type Link = z.output<typeof linkTvodPriceInput>;

async function change(ctx: Context, action: 'link' | 'unlink', { couponId, tvodPriceId }: Link): Promise<void> {
  const { missing } = await changeLinks(ctx, { kind: 'tvod_price', action, couponId, ids: [tvodPriceId] });
  if (missing.length > 0) throw new NotFound('The TVOD price');
}
