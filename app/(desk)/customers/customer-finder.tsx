'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/app/session/use-action';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { findCustomersAction } from './actions';
import { CustomerResults } from './customer-results';

const loadSchema = () => import('@/lib/domain/sales/customers/schemas').then((module) => module.findCustomersInput);

/** Customers by a part of a contact, or by the whole of one for those who see no contacts. */
export function CustomerFinder({ takesParts }: { takesParts: boolean }) {
  const t = useTranslations('customers.finder');
  const form = useSchemaForm(loadSchema, { search: '' });
  const find = useAction(findCustomersAction, { gcTime: 0 });
  const [searched, setSearched] = useState('');
  const found = find.data?.ok ? find.data.value : null;
  return (
    <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => {
          setSearched(values.search);
          await answerTo(form, find.mutateAsync(values), t('lost'));
        }}
      >
        <FormSection title={t('who')}>
          <TextField
            control={form.control}
            name="search"
            label={t('search')}
            help={t(takesParts ? 'searchHelp' : 'searchWhole')}
            autoComplete="off"
            maxLength={254}
            autoFocus
          />
        </FormSection>
        <SubmitBar label={t('submit')} icon={<Search />} />
      </Form>
      <div className={`min-w-0 ${find.isPending ? 'opacity-60' : ''}`} aria-live="polite" aria-busy={find.isPending}>
        {found ? (
          <CustomerResults found={found} searched={searched} />
        ) : (
          <p className="card p-5 text-pretty text-muted">{t('nothingAsked')}</p>
        )}
      </div>
    </div>
  );
}
