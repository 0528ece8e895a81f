import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listInvitations } from '@/lib/domain/access/team/list-invitations';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { can } from '@/lib/platform/context/permissions';
import { loadTeamParams, teamQuery } from './search-params';
import { TeamList } from './team-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('team');
  return { title: t('title') };
}

export default async function TeamPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/team');
  if (!allowed) return <NoPermission page="/team" />;
  const params = await loadTeamParams(searchParams);
  const [initial, invitations] = await Promise.all([listUsers(ctx, teamQuery(params)), listInvitations(ctx)]);
  return (
    <TeamList
      initial={initial}
      initialParams={params}
      invitations={invitations}
      readAt={ctx.now().toISOString()}
      ownId={ctx.actor.id}
      canWrite={can(ctx.actor, 'team.write')}
    />
  );
}
