import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { LinkButton } from '@/components/button';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { CodeForm } from './code-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('codeCheck');
  return { title: t('title') };
}

export default async function CodeCheckPage() {
  const { ctx, allowed } = await requirePage('/code-check');
  const t = await getTranslations('codeCheck');
  if (!allowed) return <NoPermission page="/code-check" />;
  const { companyName } = await getSettings(ctx.db);
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        action={can(ctx.actor, 'sales.sell') && <LinkButton href={routes.damagedPin()}>{t('damagedPin')}</LinkButton>}
      />
      <CodeForm companyName={companyName} canWrite={can(ctx.actor, 'coupons.write')} />
    </>
  );
}
