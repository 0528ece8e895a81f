'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { type FieldPath, type FieldValues, useFormContext, useWatch } from 'react-hook-form';
import { deskClient, read } from '@/app/session/desk-client';
import { RadioGroupField } from '@/components/choice-field';
import type { FieldProps } from '@/components/field';
import { SelectField } from '@/components/select-field';
import { roles as builtIn, isBuiltIn } from '@/lib/platform/context/roles';
import { useRoleName } from './use-role-name';
import { useRoles } from './use-roles';

type RoleValues = { role: string; integratorId: number | null };

/** The roles with what each can do; those that the user cannot give can be seen and not chosen. */
/** Of which integrator a partner is; nothing for every other role. */
export function IntegratorField() {
  const t = useTranslations('team.form');
  const { control, setValue } = useFormContext<RoleValues>();
  const isPartner = useWatch({ control, name: 'role' }) === 'partner';
  // What was chosen for a partner is not sent with another role.
  useEffect(() => {
    if (!isPartner) setValue('integratorId', null);
  }, [isPartner, setValue]);
  const { data } = useQuery({
    queryKey: ['integrators', 'list'],
    queryFn: () => read(deskClient.integrators.$get()),
    enabled: isPartner,
  });
  if (!isPartner) return null;
  return (
    <SelectField
      control={control}
      name="integratorId"
      label={t('integrator')}
      help={t('integratorHelp')}
      placeholder={t('integratorPlaceholder')}
      options={(data?.rows ?? [])
        .filter(({ disabled }) => !disabled)
        .map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

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
