import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { can } from '@/lib/platform/context/permissions';
import { CouponsTable } from './coupons-table';
import { loadCouponPage } from './load-coupon-page';
import { loadCouponList } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/coupons', props);
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function CouponsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/coupons');
  if (!allowed) return <NoPermission page="/coupons" />;
  const views = await openList('/coupons', props);
  const state = await loadCouponList(props.searchParams);
  const initial = await loadCouponPage(ctx, state, { isBin: false, startOver: () => startOver('/coupons', views) });
  return (
    <SavedViews list="/coupons" views={views}>
      <CouponsTable initial={initial} initialState={state} canWrite={can(ctx.actor, 'coupons.write')} />
    </SavedViews>
  );
}
