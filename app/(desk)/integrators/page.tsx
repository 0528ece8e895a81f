import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { can } from '@/lib/platform/context/permissions';
import { IntegratorsList } from './integrators-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('integrators');
  return { title: t('title') };
}

export default async function IntegratorsPage() {
  const { ctx, allowed } = await requireUserWho('integrators.read');
  const t = await getTranslations();
  if (!allowed) return <NoPermission title={t('integrators.noPermission')} who={t('common.adminCan')} />;
  const rows = await listIntegrators(ctx);
  return <IntegratorsList initial={{ rows }} canWrite={can(ctx.actor, 'integrators.write')} />;
}
