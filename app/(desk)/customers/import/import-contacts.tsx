'use client';

import { useTranslations } from 'next-intl';
import { customerLanguages } from '@/lib/core/entities/customer-language';
import { routes } from '@/lib/core/routes';
import type { ContactEntry } from '@/lib/domain/sales/contact-import/contact-form';
import { ImportScreen } from '../../_imports/import-screen';
import type { ImportScreenProps } from '../../_imports/import-screen-props';
import { useContactColumns } from './use-contact-columns';

/** The import of what another system knew of customers. */
export function ImportContacts({ columns }: Pick<ImportScreenProps['forms'][number], 'columns'>) {
  const t = useTranslations('customers.importing');
  const names: Readonly<Record<string, string>> = useContactColumns();
  const describe = (entry: unknown) => {
    const { language, note } = entry as ContactEntry;
    return [...(language ? [customerLanguages[language]] : []), ...(note ? [note] : [])].join(': ');
  };
  return (
    <ImportScreen
      address="/api/desk/uploads/customers"
      forms={[{ name: 'own', label: t('title'), columns }]}
      words={{
        named: t('contact'),
        called: (column) => names[column] ?? column,
        dropHelp: t('dropHelp'),
        describe,
        submit: (count) => t('submit', { count }),
        imported: (count) => t('imported', { count }),
        undone: (count) => t('undone', { count }),
        see: t('see'),
      }}
      list={routes.customers()}
      onChanged={() => undefined}
    />
  );
}
