'use client';

import { inputVariants } from '@heroui/styles';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { IconButton } from './button';
import { type FieldProps, useField } from './field';
import { ariaOf, FieldFrame } from './field-parts';
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
  const frame = { id, label, optional, help, error, isDisabled: props.isDisabled, className: props.className };
  return (
    <FieldFrame {...frame}>
      <span className="relative block">
        <input
          ref={ref}
          id={id}
          name={field.name}
          type={isShown ? 'text' : 'password'}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={(event) => field.onChange(event.target.value)}
          onBlur={field.onBlur}
          disabled={props.isDisabled}
          autoComplete={autoComplete}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          {...ariaOf(frame)}
          data-slot="input"
          className={`${inputVariants()} h-11 pe-11 md:h-9 ${isShown ? 'font-mono' : ''}`}
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
    </FieldFrame>
  );
}
