import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { can } from '@/lib/platform/context/permissions';
import { CouponsTable } from '../coupons-table';
import { loadCouponPage } from '../load-coupon-page';
import { loadCouponList } from '../search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('bin.title') };
}

export default async function CouponBinPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/coupons/bin');
  if (!allowed) return <NoPermission page="/coupons/bin" />;
  const state = await loadCouponList(searchParams);
  const initial = await loadCouponPage(ctx, state, true);
  return <CouponsTable initial={initial} initialState={state} canWrite={can(ctx.actor, 'coupons.write')} isBin />;
}
