'use client';

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Control, useFieldArray, useFormState, useWatch } from 'react-hook-form';
import { Button, IconButton } from '@/components/button';
import { CheckboxField } from '@/components/choice-field';
import { TextField } from '@/components/text-field';
import { isOwnMethod, ownMethods } from '@/lib/core/entities/payment-method';
import type { GivenPayment } from '@/lib/platform/settings/payment-schemas';
import type { SettingsValues } from '@/lib/platform/settings/schemas';
import { usePaymentName } from '../use-payment-names';

type PaymentFieldsProps = { control: Control<SettingsValues, unknown, SettingsValues>; isDisabled: boolean };

/** The ways to pay in their order, which ones are offered, and what one's own are called. */
export function PaymentFields({ control, isDisabled }: PaymentFieldsProps) {
  const t = useTranslations('settings.payments');
  const { fields, append, move, remove } = useFieldArray({ control, name: 'paymentMethods' });
  const { errors } = useFormState({ control, name: 'paymentMethods', exact: true });
  const rows: GivenPayment[] = useWatch({ control, name: 'paymentMethods' });
  const nameOf = usePaymentName();
  const labelOf = ({ key, name }: GivenPayment) =>
    key !== null && !isOwnMethod(key) ? nameOf(key) : name?.trim() || t('unnamed');
  const isOwn = ({ key }: GivenPayment) => key === null || isOwnMethod(key);
  const canAdd = rows.filter(isOwn).length < ownMethods.length;
  const wrong = errors.paymentMethods?.root?.message ?? errors.paymentMethods?.message;
  return (
    <fieldset disabled={isDisabled} aria-describedby="payments-help" className="flex flex-col">
      <legend className="font-medium">{t('label')}</legend>
      <p id="payments-help" className={`mt-0.5 mb-2 max-w-prose text-xs ${wrong ? 'text-danger' : 'text-muted'}`}>
        {wrong ?? t('help')}
      </p>
      <ol className="divide-y divide-separator">
        {fields.map((field, at) => {
          const row = rows[at] ?? field;
          const name = labelOf(row);
          return (
            <li key={field.id} className="flex items-center gap-2 py-2">
              <div className="flex min-w-0 grow flex-col gap-2">
                <CheckboxField
                  control={control}
                  name={`paymentMethods.${at}.isOffered`}
                  label={name}
                  isDisabled={isDisabled}
                />
                {isOwn(row) && (
                  <TextField
                    control={control}
                    name={`paymentMethods.${at}.name`}
                    label={t('name')}
                    maxLength={30}
                    autoComplete="off"
                    isDisabled={isDisabled}
                    autoFocus={row.key === null && !row.name}
                  />
                )}
              </div>
              {!isDisabled && (
                <div className="flex shrink-0">
                  {row.key === null && (
                    <IconButton label={t('remove', { name })} icon={<X />} onPress={() => remove(at)} />
                  )}
                  <IconButton
                    label={t('up', { name })}
                    icon={<ArrowUp />}
                    isDisabled={at === 0}
                    onPress={() => move(at, at - 1)}
                  />
                  <IconButton
                    label={t('down', { name })}
                    icon={<ArrowDown />}
                    isDisabled={at === fields.length - 1}
                    onPress={() => move(at, at + 1)}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {!isDisabled && canAdd && (
        <Button
          icon={<Plus />}
          className="mt-2 self-start"
          onPress={() => append({ key: null, name: '', isOffered: true }, { shouldFocus: false })}
        >
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}
