import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { can } from '@/lib/platform/context/permissions';
import { listEndpoints } from '@/lib/platform/webhooks/list-endpoints';
import { WebhookList } from './webhook-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks');
  return { title: t('title') };
}

export default async function WebhooksPage() {
  const { ctx, allowed } = await requirePage('/webhooks');
  if (!allowed) return <NoPermission page="/webhooks" />;
  const [endpoints, integrators] = await Promise.all([
    listEndpoints(ctx),
    can(ctx.actor, 'integrators.read') ? listIntegrators(ctx) : [],
  ]);
  return (
    <WebhookList
      initial={asJson(endpoints)}
      integrators={integrators.map(({ id, name }) => ({ id, name }))}
      canWrite={can(ctx.actor, 'webhooks.write')}
    />
  );
}
