'use client';

import { Download, Eraser } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SaleStateBadge } from '@/app/(desk)/sales/sale-state';
import { saveFile } from '@/app/(desk)/save-download';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { ListCard, ListRow, ListRows } from '@/components/list-card';
import { Money } from '@/components/money';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { customerLanguages } from '@/lib/core/entities/customer-language';
import { formatContact } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { CustomerSummary } from '@/lib/domain/sales/customers/find-customer';
import { exportCustomerAction } from './actions';
import { CustomerNote } from './customer-note';

const EraseDialog = whenNeeded(() => import('./erase-dialog').then((module) => module.EraseDialog));

type CustomerFoundProps = { customer: CustomerSummary; onErased: (sales: number) => void };

/** What there is of a customer, and what can be done with it. */
export function CustomerFound({ customer, onErased }: CustomerFoundProps) {
  const t = useTranslations('customers');
  const [isErasing, setErasing] = useState(false);
  const { mutateAsync, isPending } = useAction(exportCustomerAction, { gcTime: 0 });
  const { contact, contacts, sales, amountPaisa, messages, notes, language, isOpen, lastSales } = customer;
  if (sales === 0 && notes === 0 && language === null) {
    return <CustomerNote title={t('nobody.title')}>{t('nobody.text')}</CustomerNote>;
  }
  const others = contacts.filter((one) => one !== contact);

  const save = async () => {
    const result = await mutateAsync({ contact }).catch(() => null);
    if (!result?.ok) return toastError(result?.message ?? t('lost'));
    saveFile(new Blob([JSON.stringify(result.value, null, 2)], { type: 'application/json' }), 'customer.json');
    toastSuccess(t('exported'));
  };

  return (
    <div className="flex flex-col gap-6">
      <section className="card p-5" aria-labelledby="customer-found">
        <h2 id="customer-found" className="text-base font-semibold wrap-anywhere">
          {formatContact(contact)}
        </h2>
        <div className="mt-4">
          <Facts
            facts={[
              { label: t('sales'), value: sales },
              { label: t('amount'), value: <Money paisa={amountPaisa} /> },
              { label: t('messages'), value: messages },
              ...(notes > 0 ? [{ label: t('notes'), value: notes }] : []),
              ...(language ? [{ label: t('language'), value: customerLanguages[language] }] : []),
              ...(others.length > 0
                ? [{ label: t('others'), value: others.map((one) => formatContact(one)).join(', ') }]
                : []),
            ]}
          />
        </div>
        {isOpen && <p className="mt-4 text-pretty text-muted">{t('open')}</p>}
        <div className="mt-5 flex flex-wrap gap-2 max-sm:flex-col max-sm:*:w-full">
          <Button icon={<Download />} onPress={save} isPending={isPending}>
            {t('export')}
          </Button>
          <Button look="danger" icon={<Eraser />} onPress={() => setErasing(true)} isDisabled={isOpen}>
            {t('erase.open')}
          </Button>
        </div>
      </section>
      {lastSales.length > 0 && (
        <ListCard title={t('last')}>
          <ListRows>
            {lastSales.map((sale) => (
              <ListRow
                key={sale.id}
                href={routes.sale(sale.id)}
                name={sale.productName}
                note={<Instant value={sale.createdAt} />}
              >
                <Money paisa={sale.amountPaisa} />
                <SaleStateBadge state={sale.state} />
              </ListRow>
            ))}
          </ListRows>
        </ListCard>
      )}
      {isErasing && <EraseDialog customer={customer} onClose={() => setErasing(false)} onErased={onErased} />}
    </div>
  );
}
