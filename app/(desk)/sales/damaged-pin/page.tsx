import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { DamagedPinForm } from './damaged-pin-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sales.damaged');
  return { title: t('title') };
}

export default async function DamagedPinPage() {
  const { allowed } = await requirePage('/sales/damaged-pin');
  if (!allowed) return <NoPermission page="/sales/damaged-pin" />;
  const t = await getTranslations('sales');
  return (
    <>
      <PageHeader
        title={t('damaged.title')}
        subtitle={t('damaged.subtitle')}
        breadcrumb={[{ label: t('title'), href: routes.sales() }]}
      />
      <DamagedPinForm />
    </>
  );
}
