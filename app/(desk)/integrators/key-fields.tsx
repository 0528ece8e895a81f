'use client';

import { useTranslations } from 'next-intl';
import { type Control, type FieldValues, type Path, useFormContext } from 'react-hook-form';
import { DateTimeField } from '@/components/date-time-field';
import { NumberField } from '@/components/number-field';
import { TextField } from '@/components/text-field';

type Named<V extends FieldValues> = { control: Control<V>; name: Path<V> };

export function KeyNameField<V extends FieldValues>({ control, name }: Named<V>) {
  const t = useTranslations('integrators.form');
  return (
    <TextField
      control={control}
      name={name}
      label={t('keyName')}
      help={t('keyNameHelp')}
      maxLength={60}
      autoFocus
      optional
    />
  );
}

export function KeyEndField() {
  const t = useTranslations('integrators.form');
  const { control } = useFormContext<{ expiresAt: string | null }>();
  return (
    <DateTimeField
      control={control}
      name="expiresAt"
      label={t('expires')}
      help={t('expiresHelp')}
      boundary="end"
      optional
    />
  );
}

/** How many requests a minute a key may make; `help` says of whom. */
export function KeyRequestsField({ help }: { help: string }) {
  const t = useTranslations('integrators.form');
  const { control } = useFormContext<{ requestsPerMinute: number | null }>();
  return <NumberField control={control} name="requestsPerMinute" label={t('requests')} help={help} optional />;
}
