import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { listOwnCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { PartnerCoupons } from './partner-coupons';
import { loadPartnerCoupons, partnerCouponsInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/partner/coupons', props);
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function PartnerCouponsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/partner/coupons');
  if (!allowed) return <NoPermission page="/partner/coupons" />;
  const views = await openList('/partner/coupons', props);
  const params = await loadPartnerCoupons(props.searchParams);
  const initial = await listOwnCoupons(ctx, partnerCouponsInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) startOver('/partner/coupons', views);
    throw error;
  });
  return (
    <SavedViews list="/partner/coupons" views={views}>
      <PartnerCoupons initial={asJson(initial)} initialParams={params} />
    </SavedViews>
  );
}
