import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { DeskPage } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';

/** What the person at a coupon's page is allowed to do there. */
export type CouponRights = { canWrite: boolean; canSeeActivity: boolean };
/** The pages that begin with a coupon; a new one can begin with a copy. */
type CouponPage = Extract<DeskPage, '/coupons/new' | `/coupons/[id]${string}`>;
export type CouponParams = { params: Promise<{ id: string }> };

type Loaded = { ctx: Context<UserActor>; rights: CouponRights; coupon: Coupon | null };

const load = cache(async (id: string, page: CouponPage): Promise<Loaded> => {
  const { ctx, allowed } = await requirePage(page);
  const rights = { canWrite: can(ctx.actor, 'coupons.write'), canSeeActivity: can(ctx.actor, 'activity.read') };
  if (!allowed) return { ctx, rights, coupon: null };
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  try {
    return { ctx, rights, coupon: await getCoupon(ctx, { id: Number(id), withDeleted: true }) };
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

/** The coupon of a page's address, deleted or not; null without the page's permission. An unknown one is not found. */
export async function loadCoupon({ params }: CouponParams, page: CouponPage) {
  return load((await params).id, page);
}
