'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { RadioGroupField } from '@/components/choice-field';
import type { FieldProps } from '@/components/field';
import { roles } from '@/lib/platform/context/roles';

/** The three roles with what each can do. */
export function RoleField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: Pick<FieldProps<V, N, C, T>, 'control' | 'name'>,
) {
  const t = useTranslations('team');
  return (
    <RadioGroupField
      {...props}
      label={t('form.role')}
      choices={roles.map((value) => ({ value, label: t(`roles.${value}.name`), help: t(`roles.${value}.help`) }))}
    />
  );
}
