import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { ActivityList } from './activity-list';
import { activityQuery, loadActivityParams } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/activity', props);
  const t = await getTranslations('activity');
  return { title: t('title') };
}

export default async function ActivityPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/activity');
  if (!allowed) return <NoPermission page="/activity" />;
  const views = await openList('/activity', props);
  const params = await loadActivityParams(props.searchParams);
  const query = activityQuery(params);
  const [initial, actors] = await Promise.all([listActivity(ctx, query), listActivityActors(ctx)]);
  return (
    <SavedViews list="/activity" views={views}>
      <ActivityList initial={initial} initialParams={params} actors={actors} />
    </SavedViews>
  );
}
