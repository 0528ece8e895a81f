import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { contactColumns } from '@/lib/domain/sales/contact-import/contact-form';
import { ImportContacts } from './import-contacts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers.importing');
  return { title: t('title') };
}

export default async function ImportContactsPage() {
  const { allowed } = await requirePage('/customers/import');
  if (!allowed) return <NoPermission page="/customers/import" />;
  const t = await getTranslations('customers');
  return (
    <>
      <PageHeader
        title={t('importing.title')}
        subtitle={t('importing.subtitle')}
        breadcrumb={[{ label: t('finder.title'), href: routes.customers() }]}
      />
      <ImportContacts columns={contactColumns} />
    </>
  );
}
