'use client';

import { Input } from '@heroui/react/input';
import { TextArea } from '@heroui/react/textarea';
import { TextField as HeroTextField } from '@heroui/react/textfield';
import type { ReactNode } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { FieldLabel, FieldNote, type FieldProps, useField } from './field';
import { useTextBeforeHydration } from './use-hydrated';

type TextOptions = {
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'date';
  placeholder?: string;
  autoComplete?: string;
  inputMode?: 'text' | 'email' | 'tel' | 'numeric' | 'decimal' | 'url';
  maxLength?: number;
  autoFocus?: boolean;
  /** Codes and references: monospace, no spell check. */
  mono?: boolean;
  /** Applied to what is typed, such as making it upper case. */
  transform?: (text: string) => string;
  /** Stores null instead of an empty text. */
  emptyAsNull?: boolean;
  /** Inside the field, before and after the text: "Rs", "%". */
  prefix?: ReactNode;
  suffix?: ReactNode;
};

export function TextField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & TextOptions,
) {
  const { control, name, transform, emptyAsNull = false } = props;
  const { error, ...field } = useField(control, name);
  const store = (text: string) => {
    const value = transform ? transform(text) : text;
    field.onChange(emptyAsNull && value === '' ? null : value);
  };
  return (
    <TextInput
      {...props}
      {...field}
      error={error}
      value={typeof field.value === 'string' ? field.value : ''}
      onChange={store}
    />
  );
}

type TextInputProps = Omit<TextOptions, 'transform' | 'emptyAsNull'> & {
  name: string;
  label: string;
  help?: ReactNode;
  optional?: boolean;
  isDisabled?: boolean;
  className?: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
  onBlur: () => void;
  ref: (element: HTMLInputElement | null) => void;
};

/** The bare field, for the fields that read something else out of a text. */
export function TextInput(props: TextInputProps) {
  const { label, help, optional = false, error, value, onChange, onBlur, name, mono = false } = props;
  const id = useTextBeforeHydration(onChange);
  return (
    <HeroTextField
      id={id}
      fullWidth
      name={name}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      type={props.type ?? 'text'}
      validationBehavior="aria"
      className={props.className ?? ''}
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
      {...(props.autoFocus ? { autoFocus: true } : {})}
    >
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <span className="relative block">
        {props.prefix && (
          <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-muted">
            {props.prefix}
          </span>
        )}
        <Input
          ref={props.ref}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          {...(mono ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' } : {})}
          className={`h-11 md:h-9 ${mono ? 'font-mono' : ''} ${props.prefix ? 'ps-10' : ''} ${props.suffix ? 'pe-12' : ''}`}
        />
        {props.suffix && (
          <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-muted">
            {props.suffix}
          </span>
        )}
      </span>
      <FieldNote help={help} error={error} />
    </HeroTextField>
  );
}

type PhoneOptions = { placeholder?: string; autoFocus?: boolean; emptyAsNull?: boolean };

/** Kept as typed, in Latin digits; the schema decides what is a phone number. */
export function PhoneField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & PhoneOptions,
) {
  return <TextField type="tel" inputMode="tel" autoComplete="off" transform={normalizeDigits} {...props} />;
}

type TextareaOptions = { rows?: number; placeholder?: string; maxLength?: number; emptyAsNull?: boolean };

export function TextareaField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & TextareaOptions,
) {
  const { control, name, label, help, optional = false, rows = 3, emptyAsNull = false } = props;
  const { error, ref, ...field } = useField(control, name);
  const store = (text: string) => field.onChange(emptyAsNull && text === '' ? null : text);
  const id = useTextBeforeHydration(store);
  return (
    <HeroTextField
      id={id}
      fullWidth
      name={field.name}
      value={typeof field.value === 'string' ? field.value : ''}
      onChange={store}
      onBlur={field.onBlur}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      className={props.className ?? ''}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
    >
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <TextArea ref={ref} rows={rows} {...(props.placeholder ? { placeholder: props.placeholder } : {})} />
      <FieldNote help={help} error={error} />
    </HeroTextField>
  );
}
