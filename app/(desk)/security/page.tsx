import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listAlerts } from '@/lib/domain/access/security/list-alerts';
import { listSecurityEvents } from '@/lib/domain/access/security/list-events';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { can } from '@/lib/platform/context/permissions';
import { loadSecurityParams, securityInput } from './search-params';
import { SecurityList } from './security-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('security');
  return { title: t('title') };
}

export default async function SecurityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/security');
  if (!allowed) return <NoPermission page="/security" />;
  const params = await loadSecurityParams(searchParams);
  const [initial, actors, alerts] = await Promise.all([
    listSecurityEvents(ctx, securityInput(params)).catch((error: unknown) => {
      // A cursor that is none of ours: the list begins again.
      if (error instanceof Invalid) redirect(routes.security());
      throw error;
    }),
    can(ctx.actor, 'activity.read') ? listActivityActors(ctx) : [],
    listAlerts(ctx),
  ]);
  return <SecurityList initial={initial} initialParams={params} actors={actors} alerts={alerts} />;
}
