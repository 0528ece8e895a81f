import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { changeLinks } from './change-links';

type Link = { couponId: number; tvodPriceId: number };

/** Limits the coupon to this price (and its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export const linkTvodPrice = (ctx: Context, link: Link): Promise<void> => change(ctx, 'link', link);

/** @throws Forbidden, NotFound */
export const unlinkTvodPrice = (ctx: Context, link: Link): Promise<void> => change(ctx, 'unlink', link);

async function change(ctx: Context, act: 'link' | 'unlink', { couponId, tvodPriceId }: Link): Promise<void> {
  const { missing } = await changeLinks(ctx, { kind: 'tvod_price', act, couponId, ids: [tvodPriceId] });
  if (missing.length > 0) throw new NotFound('The TVOD price');
}
