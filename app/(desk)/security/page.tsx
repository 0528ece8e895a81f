import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { listAlerts } from '@/lib/domain/access/security/list-alerts';
import { listSecurityEvents } from '@/lib/domain/access/security/list-events';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { can } from '@/lib/platform/context/permissions';
import { loadSecurityParams, securityInput } from './search-params';
import { SecurityList } from './security-list';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/security', props);
  const t = await getTranslations('security');
  return { title: t('title') };
}

export default async function SecurityPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/security');
  if (!allowed) return <NoPermission page="/security" />;
  const views = await openList('/security', props);
  const params = await loadSecurityParams(props.searchParams);
  const [initial, actors, alerts] = await Promise.all([
    listSecurityEvents(ctx, securityInput(params)).catch((error: unknown) => {
      // A cursor that is none of ours: the list begins again.
      if (error instanceof Invalid) startOver('/security', views);
      throw error;
    }),
    can(ctx.actor, 'activity.read') ? listActivityActors(ctx) : [],
    listAlerts(ctx),
  ]);
  return (
    <SavedViews list="/security" views={views}>
      <SecurityList initial={initial} initialParams={params} actors={actors} alerts={alerts} />
    </SavedViews>
  );
}
