import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { PageHeader } from '@/components/page-header';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { CodeForm } from './code-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('codeCheck');
  return { title: t('title') };
}

export default async function CodeCheckPage() {
  const { ctx, allowed } = await requireUserWho('redemptions.explain');
  const t = await getTranslations('codeCheck');
  if (!allowed) return <NoPermission title={t('noPermission')} who={t('whoCan')} />;
  const { companyName } = await getSettings(ctx.db);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <CodeForm companyName={companyName} canWrite={can(ctx.actor, 'coupons.write')} />
    </>
  );
}
