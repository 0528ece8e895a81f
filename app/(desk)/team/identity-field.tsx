'use client';

import { useTranslations } from 'next-intl';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { SelectField } from '@/components/select-field';
import { identityChecks } from '@/lib/core/entities/identity-check';

type IdentityFieldProps<V extends FieldValues, C, T> = { control: Control<V, C, T>; name: FieldPath<V> };

/** How an admin made sure that it is them who asks; it stays in the activity. */
export function IdentityField<V extends FieldValues, C, T>({ control, name }: IdentityFieldProps<V, C, T>) {
  const t = useTranslations('team.identity');
  return (
    <SelectField
      control={control}
      name={name}
      label={t('label')}
      help={t('help')}
      placeholder={t('choose')}
      options={identityChecks.map((value) => ({ value, label: t(value) }))}
    />
  );
}
