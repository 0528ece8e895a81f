'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormLayout, FormSection } from '@/components/form-layout';
import { SlowNotice } from '@/components/slow-notice';
import { PhoneField, TextField } from '@/components/text-field';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone } from '@/lib/core/phone';
import type { SellCatalogue } from '@/lib/domain/sales/sales/get-sell-catalogue';
import type { RecentCustomer } from '@/lib/domain/sales/sales/list-recent-customers';
import type { SellInput } from '@/lib/domain/sales/sales/schemas';
import { sellKey, watchKey } from '../open-sales-watch';
import { sellAction } from './actions';
import { ProductChoice } from './product-choice';
import { RecentCustomers } from './recent-customers';
import { SellProgress } from './sell-progress';
import { type Contact, contactForm, PhoneHelp, SellSummary } from './sell-summary';
import { SellTrouble, type Trouble, troubleOf } from './sell-trouble';
import type { NewPrice, Outcome } from './sell-types';

type SellFormProps = {
  reference: string;
  catalogue: SellCatalogue;
  recent: RecentCustomer[];
  onOutcome: (outcome: Outcome) => void;
  /** Prices or stock are not what this page shows. */
  onStale: (price?: NewPrice) => void;
};

export function SellForm({ reference, catalogue, recent, onOutcome, onStale }: SellFormProps) {
  const t = useTranslations('sell');
  const onSale = catalogue.rows.filter((product) => product.availability === 'on_sale');
  const [chosen, setChosen] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const product = onSale.find((row) => row.id === chosen) ?? (onSale.length === 1 ? onSale[0] : undefined);
  const form = useSchemaForm(contactForm, { phone: '', email: '' });

  const queryClient = useQueryClient();

  const send = useMutation({
    mutationKey: sellKey,
    // Its result stays out of the mutation's cache: it carries the PIN.
    mutationFn: async (input: SellInput): Promise<void> => {
      setTrouble(null);
      const result = await sellAction(input).catch(() => null);
      void queryClient.invalidateQueries({ queryKey: watchKey });
      if (result?.ok) return onOutcome(result.value);
      if (result?.code === 'invalid') return showServerErrors(form, result);
      const found = troubleOf(result, input);
      if (found.kind === 'price_changed') onStale({ productId: input.productId, amountPaisa: found.amountPaisa });
      else if (result && found.kind !== 'fault') onStale();
      setTrouble(found);
    },
  });

  const fillIn = ({ phone, email }: RecentCustomer) => {
    form.setValue('phone', phone ? formatPhone(phone) : '', { shouldValidate: true });
    form.setValue('email', email ?? '', { shouldValidate: true });
  };

  const submit = async (contact: Contact) => {
    if (!product) return;
    await send.mutateAsync({
      reference,
      productId: product.id,
      expectedAmountPaisa: product.amountPaisa,
      phone: contact.phone,
      email: contact.email,
    });
  };

  const isAsking = send.isPending && product?.supplier === 'khalti';
  const isUncertain = trouble?.kind === 'lost' || trouble?.kind === 'fault';
  const sorted = [...onSale, ...catalogue.rows.filter((row) => row.availability !== 'on_sale')];
  return (
    <Form form={form} onSubmit={submit} guard={false}>
      {catalogue.paused && <SellTrouble trouble={{ kind: 'paused' }} />}
      {trouble && (
        <SellTrouble
          trouble={trouble}
          onCheck={isUncertain ? () => send.mutate(trouble.input) : undefined}
          isChecking={send.isPending}
        />
      )}
      <FormLayout
        summary={<SellSummary control={form.control} product={product} />}
        footer={
          <SubmitBar
            label={product ? t('submit', { price: formatPaisa(product.amountPaisa) }) : t('submitNone')}
            isPending={send.isPending}
            isDisabled={!product || catalogue.paused || isUncertain}
          >
            {isAsking ? (
              <SellProgress />
            ) : (
              <SlowNotice isWaiting={send.isPending} waitingFor={t('waiting')} safeToLeave={t('safeToLeave')} />
            )}
          </SubmitBar>
        }
      >
        <ProductChoice
          products={sorted}
          isKhaltiFailing={catalogue.supplierAlert}
          value={product?.id ?? null}
          onChange={setChosen}
        />
        <FormSection title={t('customer')} description={t('customerHint')}>
          <RecentCustomers customers={recent} onChoose={fillIn} />
          <PhoneField
            control={form.control}
            name="phone"
            label={t('phone')}
            help={<PhoneHelp control={form.control} />}
            optional
          />
          <TextField
            control={form.control}
            name="email"
            label={t('email')}
            type="email"
            inputMode="email"
            autoComplete="off"
            optional
          />
        </FormSection>
      </FormLayout>
    </Form>
  );
}
