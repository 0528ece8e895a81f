import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { browseRedemptions, listRedemptionChoices } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { RedemptionsList } from './redemptions-list';
import { loadRedemptionParams, redemptionFilterOf, redemptionsInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/redemptions', props);
  const t = await getTranslations('redemptions');
  return { title: t('title') };
}

export default async function RedemptionsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/redemptions');
  if (!allowed) return <NoPermission page="/redemptions" />;
  const views = await openList('/redemptions', props);
  const params = await loadRedemptionParams(props.searchParams);
  const [initial, choices] = await Promise.all([
    browseRedemptions(ctx, redemptionsInput(params)).catch((error: unknown) => {
      // A cursor that is none of ours: the list begins again.
      if (error instanceof Invalid) startOver('/redemptions', views);
      throw error;
    }),
    listRedemptionChoices(ctx, redemptionFilterOf(params)),
  ]);
  return (
    <SavedViews list="/redemptions" views={views}>
      <RedemptionsList initial={asJson(initial)} initialParams={params} choices={choices} />
    </SavedViews>
  );
}
