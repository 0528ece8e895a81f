import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { browseOwnRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { PartnerRedemptions } from './partner-redemptions';
import { loadPartnerRedemptions, partnerRedemptionsInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('redemptions');
  return { title: t('title') };
}

export default async function PartnerRedemptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/partner/redemptions');
  if (!allowed) return <NoPermission page="/partner/redemptions" />;
  const params = await loadPartnerRedemptions(searchParams);
  const initial = await browseOwnRedemptions(ctx, partnerRedemptionsInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.partnerRedemptions());
    throw error;
  });
  return <PartnerRedemptions initial={asJson(initial)} initialParams={params} />;
}
