import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { listOwnPurchases } from '@/lib/domain/sales/sales/read-purchases';
import { PartnerSales } from './partner-sales';
import { loadPartnerSales, partnerSalesInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/partner/sales', props);
  const t = await getTranslations('partner.sales');
  return { title: t('title') };
}

export default async function PartnerSalesPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/partner/sales');
  if (!allowed) return <NoPermission page="/partner/sales" />;
  const views = await openList('/partner/sales', props);
  const params = await loadPartnerSales(props.searchParams);
  const initial = await listOwnPurchases(ctx, partnerSalesInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) startOver('/partner/sales', views);
    throw error;
  });
  return (
    <SavedViews list="/partner/sales" views={views}>
      <PartnerSales initial={asJson(initial)} initialParams={params} />
    </SavedViews>
  );
}
