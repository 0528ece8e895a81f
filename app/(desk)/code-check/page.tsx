import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
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
  if (!allowed) return <NoPermission permission="redemptions.explain" />;
  const { companyName } = await getSettings(ctx.db);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <CodeForm companyName={companyName} canWrite={can(ctx.actor, 'coupons.write')} />
    </>
  );
}
