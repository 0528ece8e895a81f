import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { loadTeamParams, teamQuery } from './search-params';
import { TeamList } from './team-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('team');
  return { title: t('title') };
}

export default async function TeamPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('team.read');
  if (!allowed) return <NoPermission permission="team.read" />;
  const params = await loadTeamParams(searchParams);
  return <TeamList initial={await listUsers(ctx, teamQuery(params))} initialParams={params} ownId={ctx.actor.id} />;
}
