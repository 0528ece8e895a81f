import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { browseRedemptions, listRedemptionChoices } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { RedemptionsList } from './redemptions-list';
import { loadRedemptionParams, redemptionFilterOf, redemptionsInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('redemptions');
  return { title: t('title') };
}

export default async function RedemptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/redemptions');
  if (!allowed) return <NoPermission page="/redemptions" />;
  const params = await loadRedemptionParams(searchParams);
  const [initial, choices] = await Promise.all([
    browseRedemptions(ctx, redemptionsInput(params)).catch((error: unknown) => {
      // A cursor that is none of ours: the list begins again.
      if (error instanceof Invalid) redirect(routes.redemptions());
      throw error;
    }),
    listRedemptionChoices(ctx, redemptionFilterOf(params)),
  ]);
  return <RedemptionsList initial={asJson(initial)} initialParams={params} choices={choices} />;
}
