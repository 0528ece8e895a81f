import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requireUserWho } from '@/app/session/current-user';
import type { Permission } from '@/lib/auth/permissions';
import { getCoupon } from '@/lib/coupons/get-coupon';
import { NotFound } from '@/lib/errors';

export type CouponParams = { params: Promise<{ id: string }> };

const load = cache(async (id: string, permission: Permission) => {
  const { ctx, allowed } = await requireUserWho(permission);
  if (!allowed) return { ctx, coupon: null };
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  try {
    return { ctx, coupon: await getCoupon(ctx, Number(id), { withDeleted: true }) };
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

/** The coupon of a page's address, deleted or not; null for who may not see it. An unknown one is not found. */
export async function loadCoupon({ params }: CouponParams, permission: Permission = 'coupons.read') {
  return load((await params).id, permission);
}
