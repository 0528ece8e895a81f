import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { browseOwnRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { PartnerRedemptions } from './partner-redemptions';
import { loadPartnerRedemptions, partnerRedemptionsInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/partner/redemptions', props);
  const t = await getTranslations('redemptions');
  return { title: t('title') };
}

export default async function PartnerRedemptionsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/partner/redemptions');
  if (!allowed) return <NoPermission page="/partner/redemptions" />;
  const views = await openList('/partner/redemptions', props);
  const params = await loadPartnerRedemptions(props.searchParams);
  const initial = await browseOwnRedemptions(ctx, partnerRedemptionsInput(params)).catch((error: unknown) => {
    if (error instanceof Invalid) startOver('/partner/redemptions', views);
    throw error;
  });
  return (
    <SavedViews list="/partner/redemptions" views={views}>
      <PartnerRedemptions initial={asJson(initial)} initialParams={params} />
    </SavedViews>
  );
}
