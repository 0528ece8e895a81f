import 'server-only';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { DeskPage } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';

/** What the person at a coupon's page is allowed to do there. */
export type CouponRights = { canWrite: boolean; canSeeActivity: boolean };
/** The pages that begin with a coupon; a new one can begin with a copy. */
type CouponPage = Extract<DeskPage, '/coupons/new' | `/coupons/[id]${string}`>;
export type CouponParams = { params: Promise<{ id: string }> };

const load = cache(async (id: string, page: CouponPage) => {
  const found = await findThing(page, id, (ctx, of) => getCoupon(ctx, { id: of, withDeleted: true }));
  const { actor } = found.ctx;
  const rights: CouponRights = { canWrite: can(actor, 'coupons.write'), canSeeActivity: can(actor, 'activity.read') };
  const { ctx, thing: coupon, instead, insteadTitle } = found;
  return instead
    ? { ctx, rights, coupon: null, instead, insteadTitle }
    : { ctx, rights, coupon, instead, insteadTitle };
});

/** The coupon of a page's address, deleted or not, or what is shown instead. */
export async function loadCoupon({ params }: CouponParams, page: CouponPage) {
  return load((await params).id, page);
}
