'use client';

import { inputVariants, textAreaVariants } from '@heroui/styles';
import type { ReactNode } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { type FieldProps, useField } from './field';
import { ariaOf, FieldFrame } from './field-parts';
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
  const frame = { id, label, optional, help, error, isDisabled: props.isDisabled, className: props.className };
  return (
    <FieldFrame {...frame}>
      <span className="relative block">
        {props.prefix && (
          <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-muted">
            {props.prefix}
          </span>
        )}
        <input
          ref={props.ref}
          id={id}
          name={name}
          type={props.type ?? 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          disabled={props.isDisabled}
          placeholder={props.placeholder}
          inputMode={props.inputMode}
          autoComplete={props.autoComplete}
          maxLength={props.maxLength}
          // biome-ignore lint/a11y/noAutofocus: the one thing that a page or a dialog asks for
          autoFocus={props.autoFocus}
          {...(mono ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' } : {})}
          {...ariaOf(frame)}
          data-slot="input"
          className={`${inputVariants()} h-11 md:h-9 ${mono ? 'font-mono' : ''} ${props.prefix ? 'ps-10' : ''} ${props.suffix ? 'pe-12' : ''}`}
        />
        {props.suffix && (
          <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-muted">
            {props.suffix}
          </span>
        )}
      </span>
    </FieldFrame>
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
  const frame = { id, label, optional, help, error, isDisabled: props.isDisabled, className: props.className };
  return (
    <FieldFrame {...frame}>
      <textarea
        ref={ref}
        id={id}
        name={field.name}
        value={typeof field.value === 'string' ? field.value : ''}
        onChange={(event) => store(event.target.value)}
        onBlur={field.onBlur}
        disabled={props.isDisabled}
        rows={rows}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        {...ariaOf(frame)}
        data-slot="textarea"
        className={textAreaVariants()}
      />
    </FieldFrame>
  );
}
