import type { z } from 'zod';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { changeLinks } from './change-links';
import { couponOperation } from './coupon-reach';
import { linkUserGroupInput } from './schemas';

/** Limits the coupon to users of this group (and of its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export const linkUserGroup = couponOperation('coupons.write', linkUserGroupInput, (ctx, link) =>
  change(ctx, 'link', link),
);

/** @throws Forbidden, NotFound */
export const unlinkUserGroup = couponOperation('coupons.write', linkUserGroupInput, (ctx, link) =>
  change(ctx, 'unlink', link),
);

type Link = z.output<typeof linkUserGroupInput>;

async function change(ctx: Context, action: 'link' | 'unlink', { couponId, userGroupId }: Link): Promise<void> {
  const { missing } = await changeLinks(ctx, { kind: 'user_group', action, couponId, ids: [userGroupId] });
  if (missing.length > 0) throw new NotFound('The user group');
}
