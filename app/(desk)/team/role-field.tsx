'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { RadioGroupField } from '@/components/choice-field';
import type { FieldProps } from '@/components/field';
import { roles as builtIn, isBuiltIn } from '@/lib/platform/context/roles';
import { useRoleName } from './use-role-name';
import { useRoles } from './use-roles';

/** The roles with what each can do; those that the user cannot give can be seen and not chosen. */
export function RoleField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: Pick<FieldProps<V, N, C, T>, 'control' | 'name'>,
) {
  const t = useTranslations('team');
  const nameOf = useRoleName();
  const roles = useRoles();
  const shown = roles.length > 0 ? roles : builtIn.map((ref) => ({ ref, name: null, canGive: true }));
  return (
    <RadioGroupField
      {...props}
      label={t('form.role')}
      choices={shown.map(({ ref, name, canGive }) => ({
        value: ref,
        label: nameOf(ref, name),
        ...(isBuiltIn(ref) ? { help: t(`roles.${ref}.help`) } : {}),
        isDisabled: !canGive,
      }))}
    />
  );
}
