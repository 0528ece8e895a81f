'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/app/session/use-action';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { findCustomerAction } from './actions';
import { CustomerFound } from './customer-found';
import { CustomerNote } from './customer-note';

const loadSchema = () => import('@/lib/domain/sales/customers/schemas').then((module) => module.exportCustomerInput);

/** One customer, by phone or email. The contact is in no address, so that no history and no log has it. */
export function CustomerSearch() {
  const t = useTranslations('customers');
  const form = useSchemaForm(loadSchema, { contact: '' });
  const find = useAction(findCustomerAction, { gcTime: 0 });
  const [erasedSales, setErasedSales] = useState<number | null>(null);
  const found = find.data?.ok ? find.data.value : null;
  return (
    <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => {
          setErasedSales(null);
          await answerTo(form, find.mutateAsync(values), t('lost'));
        }}
      >
        <FormSection title={t('find')} description={t('findText')}>
          <TextField
            control={form.control}
            name="contact"
            label={t('contact')}
            help={t('contactHelp')}
            autoComplete="off"
            maxLength={254}
            autoFocus
          />
        </FormSection>
        <SubmitBar label={t('submit')} icon={<Search />} />
      </Form>
      <div className="min-w-0" aria-live="polite">
        {erasedSales !== null && (
          <CustomerNote title={t('erased.title')}>{t('erased.text', { sales: erasedSales })}</CustomerNote>
        )}
        {found && (
          <CustomerFound
            customer={found}
            onErased={(sales) => {
              find.reset();
              form.reset();
              setErasedSales(sales);
            }}
          />
        )}
      </div>
    </div>
  );
}
