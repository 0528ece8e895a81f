'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { RadioGroupField } from '@/components/choice-field';
import { DialogBar } from '@/components/dialog-bar';
import { Form, useSchemaForm } from '@/components/form';
import { MoneyField, NumberField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { newTvodPriceInput, tvodPriceWords, tvodTypes } from '@/lib/domain/coupons/tvod-prices/schemas';
import type { PriceItem } from '../_directory/directory-kind';
import { useEntrySave } from '../_directory/use-entry-save';
import { useWords } from '../_directory/use-words';
import { createTvodPriceAction, updateTvodPriceAction } from './actions';

type Values = z.input<ReturnType<typeof newTvodPriceInput>>;

function valuesOf(price: PriceItem | null): Partial<Values> {
  if (!price) return { name: '', tvodType: 'rental', durationDays: null };
  const { name, tvodType, pricePaisa, durationDays } = price;
  return { name, tvodType, pricePaisa, durationDays };
}

/** A new price, or other terms for one. */
export function TvodPriceForm({ price, onClose }: { price: PriceItem | null; onClose: () => void }) {
  const t = useTranslations('directory');
  const { words, translate } = useWords(tvodPriceWords);
  const schema = useMemo(() => newTvodPriceInput(words), [words]);
  const form = useSchemaForm(schema, valuesOf(price));
  const tvodType = useWatch({ control: form.control, name: 'tvodType' });
  const { setValue } = form;
  // What is not shown is not sent: a purchase has no days.
  useEffect(() => {
    if (tvodType === 'purchase') setValue('durationDays', null);
  }, [tvodType, setValue]);
  const onSubmit = useEntrySave('tvodPrices', {
    form,
    translate,
    isNew: !price,
    save: (values) => (price ? updateTvodPriceAction({ id: price.id, ...values }) : createTvodPriceAction(values)),
    onClose,
  });
  return (
    <Form form={form} guard={false} className="flex flex-col gap-5" onSubmit={onSubmit}>
      <TextField
        control={form.control}
        name="name"
        label={t('tvodPrices.name')}
        help={t('tvodPrices.nameHelp')}
        autoComplete="off"
        autoFocus
      />
      <RadioGroupField
        control={form.control}
        name="tvodType"
        label={t('form.type')}
        choices={tvodTypes.map((value) => ({ value, label: t(`type.${value}`), help: t(`form.${value}Help`) }))}
      />
      <MoneyField control={form.control} name="pricePaisa" label={t('form.price')} />
      {tvodType === 'rental' && (
        <NumberField
          control={form.control}
          name="durationDays"
          label={t('form.duration')}
          help={t('form.durationHelp')}
        />
      )}
      <DialogBar label={t(price ? 'save' : 'tvodPrices.create')} onCancel={onClose} />
    </Form>
  );
}
