import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { changeLinks } from './change-links';

type Link = { couponId: number; userGroupId: number };

/** Limits the coupon to users of this group (and of its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export const linkUserGroup = (ctx: Context, link: Link): Promise<void> => change(ctx, 'link', link);

/** @throws Forbidden, NotFound */
export const unlinkUserGroup = (ctx: Context, link: Link): Promise<void> => change(ctx, 'unlink', link);

async function change(ctx: Context, act: 'link' | 'unlink', { couponId, userGroupId }: Link): Promise<void> {
  const { missing } = await changeLinks(ctx, { kind: 'user_group', act, couponId, ids: [userGroupId] });
  if (missing.length > 0) throw new NotFound('The user group');
}
