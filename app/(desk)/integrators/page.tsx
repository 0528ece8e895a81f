import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { can } from '@/lib/platform/context/permissions';
import { IntegratorsList } from './integrators-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('integrators');
  return { title: t('title') };
}

export default async function IntegratorsPage() {
  const { ctx, allowed } = await requirePage('/integrators');
  if (!allowed) return <NoPermission page="/integrators" />;
  const rows = await listIntegrators(ctx);
  return (
    <IntegratorsList
      initial={{ rows }}
      canWrite={can(ctx.actor, 'integrators.write')}
      seesMoney={can(ctx.actor, 'money.read')}
    />
  );
}
