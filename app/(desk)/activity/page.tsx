import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { ActivityList } from './activity-list';
import { activityQuery, loadActivityParams } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('activity');
  return { title: t('title') };
}

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/activity');
  if (!allowed) return <NoPermission page="/activity" />;
  const params = await loadActivityParams(searchParams);
  const query = activityQuery(params);
  const [initial, actors] = await Promise.all([listActivity(ctx, query), listActivityActors(ctx)]);
  return <ActivityList initial={initial} initialParams={params} actors={actors} />;
}
