import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listOwnCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { PartnerCoupons } from './partner-coupons';
import { loadPartnerCoupons, partnerCouponsInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function PartnerCouponsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/partner/coupons');
  if (!allowed) return <NoPermission page="/partner/coupons" />;
  const params = await loadPartnerCoupons(searchParams);
  const initial = await listOwnCoupons(ctx, partnerCouponsInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.partnerCoupons());
    throw error;
  });
  return <PartnerCoupons initial={asJson(initial)} initialParams={params} />;
}
