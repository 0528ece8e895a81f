import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { ImportTvodPrices } from './import-tvod-prices';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('directory');
  return { title: t('tvodPrices.importTitle') };
}

export default async function ImportTvodPricesPage() {
  const { allowed } = await requireUserWho('coupons.write');
  const t = await getTranslations('directory');
  if (!allowed) return <NoPermission permission="coupons.write" />;
  return (
    <>
      <PageHeader
        title={t('tvodPrices.importTitle')}
        subtitle={t('tvodPrices.importSubtitle')}
        breadcrumb={[{ label: t('tvodPrices.title'), href: routes.tvodPrices() }]}
      />
      <ImportTvodPrices />
    </>
  );
}
