import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listOwnPurchases } from '@/lib/domain/sales/sales/read-purchases';
import { PartnerSales } from './partner-sales';
import { loadPartnerSales, partnerSalesInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('partner.sales');
  return { title: t('title') };
}

export default async function PartnerSalesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/partner/sales');
  if (!allowed) return <NoPermission page="/partner/sales" />;
  const params = await loadPartnerSales(searchParams);
  const initial = await listOwnPurchases(ctx, partnerSalesInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.partnerSales());
    throw error;
  });
  return <PartnerSales initial={asJson(initial)} initialParams={params} />;
}
