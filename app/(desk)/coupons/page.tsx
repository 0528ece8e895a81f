import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { can } from '@/lib/platform/context/permissions';
import { CouponsTable } from './coupons-table';
import { loadCouponPage } from './load-coupon-page';
import { loadCouponList } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function CouponsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/coupons');
  if (!allowed) return <NoPermission page="/coupons" />;
  const state = await loadCouponList(searchParams);
  const initial = await loadCouponPage(ctx, state, false);
  return <CouponsTable initial={initial} initialState={state} canWrite={can(ctx.actor, 'coupons.write')} />;
}
