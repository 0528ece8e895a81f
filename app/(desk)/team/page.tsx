import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listInvitations } from '@/lib/domain/access/team/list-invitations';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { can } from '@/lib/platform/context/permissions';
import { loadTeamParams, teamQuery } from './search-params';
import { TeamList } from './team-list';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/team', props);
  const t = await getTranslations('team');
  return { title: t('title') };
}

export default async function TeamPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/team');
  if (!allowed) return <NoPermission page="/team" />;
  const views = await openList('/team', props);
  const params = await loadTeamParams(props.searchParams);
  const [initial, invitations] = await Promise.all([listUsers(ctx, teamQuery(params)), listInvitations(ctx)]);
  return (
    <SavedViews list="/team" views={views}>
      <TeamList
        initial={initial}
        initialParams={params}
        invitations={invitations}
        readAt={ctx.now().toISOString()}
        ownId={ctx.actor.id}
        canWrite={can(ctx.actor, 'team.write')}
      />
    </SavedViews>
  );
}
