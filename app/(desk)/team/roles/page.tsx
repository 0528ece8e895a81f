import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listRoles } from '@/lib/domain/access/roles/list-roles';
import { can } from '@/lib/platform/context/permissions';
import { RolesScreen } from './roles-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('roles');
  return { title: t('title') };
}

export default async function RolesPage() {
  const { ctx, allowed } = await requirePage('/team/roles');
  if (!allowed) return <NoPermission page="/team/roles" />;
  return <RolesScreen initial={{ rows: await listRoles(ctx) }} canWrite={can(ctx.actor, 'team.write')} />;
}
