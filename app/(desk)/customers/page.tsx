import { Upload } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { LinkButton } from '@/components/button';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { seesContacts } from '@/lib/domain/sales/customer-contacts';
import { canOpen } from '@/lib/platform/context/page-permissions';
import { ExportButton } from '../export-button';
import { CustomerFinder } from './customer-finder';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers.finder');
  return { title: t('title') };
}

export default async function CustomersPage() {
  const { ctx, allowed } = await requirePage('/customers');
  const t = await getTranslations('customers');
  if (!allowed) return <NoPermission page="/customers" />;
  return (
    <>
      <PageHeader
        title={t('finder.title')}
        subtitle={t('finder.subtitle')}
        action={
          canOpen(ctx.actor, '/customers/data') && (
            <>
              <ExportButton address="/api/desk/customers/exports" kind="customers" filter={{}} />
              <LinkButton href={routes.customerData()}>{t('title')}</LinkButton>
            </>
          )
        }
        {...(canOpen(ctx.actor, '/customers/import')
          ? {
              menu: [{ id: 'import', label: t('importing.title'), icon: <Upload />, href: routes.importContacts() }],
            }
          : {})}
      />
      <CustomerFinder takesParts={seesContacts(ctx.actor)} />
    </>
  );
}
