import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { can } from '@/lib/platform/context/permissions';
import { CouponsTable } from '../coupons-table';
import { loadCouponPage } from '../load-coupon-page';
import { loadCouponList } from '../search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/coupons/bin', props);
  const t = await getTranslations('coupons');
  return { title: t('bin.title') };
}

export default async function CouponBinPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/coupons/bin');
  if (!allowed) return <NoPermission page="/coupons/bin" />;
  const views = await openList('/coupons/bin', props);
  const state = await loadCouponList(props.searchParams);
  const initial = await loadCouponPage(ctx, state, { isBin: true, startOver: () => startOver('/coupons/bin', views) });
  return (
    <SavedViews list="/coupons/bin" views={views}>
      <CouponsTable initial={initial} initialState={state} canWrite={can(ctx.actor, 'coupons.write')} isBin />
    </SavedViews>
  );
}
