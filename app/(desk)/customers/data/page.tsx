import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { CustomerSearch } from './customer-search';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers');
  return { title: t('title') };
}

export default async function CustomersPage() {
  const { allowed } = await requirePage('/customers/data');
  const t = await getTranslations('customers');
  if (!allowed) return <NoPermission page="/customers/data" />;
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        breadcrumb={[{ label: t('finder.title'), href: routes.customers() }]}
      />
      <CustomerSearch />
    </>
  );
}
