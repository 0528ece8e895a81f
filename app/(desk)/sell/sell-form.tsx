'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { Facts, FormLayout, FormSection } from '@/components/form-layout';
import { Money } from '@/components/money';
import { SlowNotice } from '@/components/slow-notice';
import { PhoneField, TextField } from '@/components/text-field';
import { formatPaisa } from '@/lib/money';
import { formatPhone, parseNepaliMobile } from '@/lib/phone';
import { customerEmail, type SellInput, sellInput } from '@/lib/sales/schemas';
import { sellAction } from './actions';
import { ProductChoice } from './product-choice';
import type { Catalogue, NewPrice, Outcome } from './sell-screen';
import { SellTrouble, type Trouble, troubleOf } from './sell-trouble';

const contactForm = sellInput.pick({ phone: true, email: true });

type SellFormProps = {
  reference: string;
  catalogue: Catalogue;
  onOutcome: (outcome: Outcome) => void;
  /** Prices or stock are not what this page shows. */
  onStale: (price?: NewPrice) => void;
};

export function SellForm({ reference, catalogue, onOutcome, onStale }: SellFormProps) {
  const t = useTranslations('sell');
  const onSale = catalogue.rows.filter((product) => product.availability === 'on_sale');
  const [chosen, setChosen] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const product = onSale.find((row) => row.id === chosen) ?? (onSale.length === 1 ? onSale[0] : undefined);
  const form = useSchemaForm(contactForm, { phone: '', email: '' });

  const send = useMutation({
    // Its result stays out of the mutation's cache: it carries the PIN.
    mutationFn: async (input: SellInput): Promise<void> => {
      setTrouble(null);
      const result = await sellAction(input).catch(() => null);
      if (result?.ok) return onOutcome(result.value);
      if (result?.code === 'invalid') return showServerErrors(form, result);
      const found = troubleOf(result, input);
      if (found.kind === 'price_changed') onStale({ productId: input.productId, amountPaisa: found.amountPaisa });
      else if (result && found.kind !== 'fault') onStale();
      setTrouble(found);
    },
  });

  const submit = async (contact: z.output<typeof contactForm>) => {
    if (!product) return;
    await send.mutateAsync({
      reference,
      productId: product.id,
      expectedAmountPaisa: product.amountPaisa,
      phone: contact.phone,
      email: contact.email,
    });
  };

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
        summary={<Summary control={form.control} product={product} />}
        footer={
          <SubmitBar
            label={product ? t('submit', { price: formatPaisa(product.amountPaisa) }) : t('submitNone')}
            isPending={send.isPending}
            isDisabled={!product || catalogue.paused || isUncertain}
          >
            <SlowNotice isWaiting={send.isPending} waitingFor={t('waiting')} safeToLeave={t('safeToLeave')} />
          </SubmitBar>
        }
      >
        <ProductChoice products={sorted} value={product?.id ?? null} onChange={setChosen} />
        <FormSection title={t('customer')} description={t('customerHint')}>
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

type ContactControl = ReturnType<typeof useSchemaForm<typeof contactForm>>['control'];

function useContact(control: ContactControl): { phone: string | null; email: string | null } {
  const [phone, email] = useWatch({ control, name: ['phone', 'email'] });
  return {
    phone: typeof phone === 'string' ? parseNepaliMobile(phone) : null,
    email: customerEmail.safeParse(email).data ?? null,
  };
}

/** Says how the number is read while it is typed. */
function PhoneHelp({ control }: { control: ContactControl }) {
  const t = useTranslations('sell');
  const { phone } = useContact(control);
  return phone ? t('phoneRead', { phone: formatPhone(phone) }) : t('phoneHelp');
}

type SummaryProps = { control: ContactControl; product: { name: string; amountPaisa: number } | undefined };

function Summary({ control, product }: SummaryProps) {
  const t = useTranslations('sell.summary');
  const { phone, email } = useContact(control);
  if (!product) return <p className="text-muted">{t('none')}</p>;
  const contacts = [
    ...(phone ? [{ label: t('phone'), value: <span className="figures">{formatPhone(phone)}</span> }] : []),
    ...(email ? [{ label: t('email'), value: email }] : []),
  ];
  const price = { label: t('price'), value: <Money paisa={product.amountPaisa} className="text-base font-semibold" /> };
  return (
    <Facts
      facts={[
        { label: t('product'), value: product.name },
        price,
        ...(contacts.length > 0 ? contacts : [{ label: t('phone'), value: t('nobody') }]),
      ]}
    />
  );
}
