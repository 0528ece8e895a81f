import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { listOwnEndpoints } from '@/lib/platform/webhooks/own-endpoints';
import { PartnerWebhooks } from './partner-webhooks';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks');
  return { title: t('title') };
}

export default async function PartnerWebhooksPage() {
  const { ctx, allowed } = await requirePage('/partner/webhooks');
  if (!allowed) return <NoPermission page="/partner/webhooks" />;
  return <PartnerWebhooks initial={asJson(await listOwnEndpoints(ctx))} />;
}
