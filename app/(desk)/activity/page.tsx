import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { ActivityList } from './activity-list';
import { activityQuery, loadActivityParams } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('activity');
  return { title: t('title') };
}

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('activity.read');
  const t = await getTranslations();
  if (!allowed) return <NoPermission permission="activity.read" />;
  const params = await loadActivityParams(searchParams);
  const query = activityQuery(params);
  const [initial, actors] = await Promise.all([listActivity(ctx, query), listActivityActors(ctx)]);
  return (
    <>
      <PageHeader title={t('activity.title')} subtitle={t('activity.subtitle')} />
      <ActivityList initial={initial} initialParams={params} actors={actors} />
    </>
  );
}
