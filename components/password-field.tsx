'use client';

import { Input } from '@heroui/react/input';
import { TextField as HeroTextField } from '@heroui/react/textfield';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { IconButton } from './button';
import { FieldLabel, FieldNote, type FieldProps, useField } from './field';
import { useTextBeforeHydration } from './use-hydrated';

type PasswordOptions = { autoComplete: 'current-password' | 'new-password' | 'off' };

/** A password that can be looked at before it is sent. */
export function PasswordField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & PasswordOptions,
) {
  const { control, name, label, help, optional = false, autoComplete } = props;
  const t = useTranslations('common.form');
  const { error, ref, ...field } = useField(control, name);
  const id = useTextBeforeHydration(field.onChange);
  const [isShown, setShown] = useState(false);
  return (
    <HeroTextField
      id={id}
      fullWidth
      name={field.name}
      value={typeof field.value === 'string' ? field.value : ''}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      type={isShown ? 'text' : 'password'}
      validationBehavior="aria"
      autoComplete={autoComplete}
      className={props.className ?? ''}
    >
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <span className="relative block">
        <Input
          ref={ref}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          className={`h-11 pe-11 md:h-9 ${isShown ? 'font-mono' : ''}`}
        />
        <span className="absolute inset-y-0 end-0.5 flex items-center">
          <IconButton
            size="sm"
            icon={isShown ? <EyeOff /> : <Eye />}
            label={isShown ? t('hidePassword') : t('showPassword')}
            onPress={() => setShown(!isShown)}
          />
        </span>
      </span>
      <FieldNote help={help} error={error} />
    </HeroTextField>
  );
}
