'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { formatAmount, parseRupees } from '@/lib/core/money';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { type FieldProps, useField } from './field';
import { TextInput } from './text-field';

type NumberOptions = {
  placeholder?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  autoFocus?: boolean;
};

type Reading = {
  read: (text: string) => number;
  write: (value: number) => string;
  unreadable: string;
  /** What an empty field is, null otherwise. */
  empty?: number;
};

/**
 * A text in which a number is read as one types: null when empty, NaN while it is not a number (the schema refuses
 * it, and the field says what to type). The text itself is left alone until the field is left.
 */
function ReadNumberField<V extends FieldValues, N extends FieldPath<V>, C, T>({
  reading,
  inputMode,
  ...props
}: FieldProps<V, N, C, T> & NumberOptions & { reading: Reading; inputMode: 'numeric' | 'decimal' }) {
  const { error, ...field } = useField(props.control, props.name);
  const value = typeof field.value === 'number' ? field.value : null;
  const [typed, setTyped] = useState<{ text: string; value: number | null } | null>(null);

  const written = value === null || Number.isNaN(value) ? '' : reading.write(value);
  const text = typed && Object.is(typed.value, value) ? typed.text : written;

  const change = (next: string) => {
    const read = next.trim() === '' ? (reading.empty ?? null) : reading.read(next);
    setTyped({ text: next, value: read });
    field.onChange(read);
  };
  const leave = () => {
    if (value === null || !Number.isNaN(value)) setTyped(null);
    field.onBlur();
  };
  const shown = error === undefined ? undefined : Number.isNaN(value) ? reading.unreadable : error;
  return (
    <TextInput
      {...props}
      {...field}
      value={text}
      error={shown}
      onChange={change}
      onBlur={leave}
      inputMode={inputMode}
      autoComplete="off"
    />
  );
}

function readWhole(text: string): number {
  const normalized = normalizeDigits(text).replace(/[\s,\u00a0]/g, '');
  const value = /^-?\d+$/.test(normalized) ? Number(normalized) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

function readPercent(text: string): number {
  const normalized = normalizeDigits(text).replace(/[\s\u00a0%]/g, '');
  return /^\d{1,3}(\.\d{1,2})?$/.test(normalized) ? Number(normalized) : Number.NaN;
}

function readPaisa(text: string): number {
  try {
    return parseRupees(text);
  } catch {
    return Number.NaN;
  }
}

/** A whole number, or null when empty. */
export function NumberField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & NumberOptions,
) {
  const t = useTranslations('common.form');
  const reading = { read: readWhole, write: String, unreadable: t('unreadableNumber') };
  return <ReadNumberField inputMode="numeric" {...props} reading={reading} />;
}

/** A percentage with up to two decimals, 0 when empty. */
export function PercentField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & NumberOptions,
) {
  const t = useTranslations('common.form');
  const write = (percent: number) => (percent === 0 ? '' : String(percent));
  const reading = { read: readPercent, write, unreadable: t('unreadablePercent'), empty: 0 };
  return <ReadNumberField inputMode="decimal" suffix="%" {...props} reading={reading} />;
}

/** Shows rupees and stores paisa, or null when empty. */
export function MoneyField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & NumberOptions,
) {
  const t = useTranslations('common.form');
  const reading = { read: readPaisa, write: formatAmount, unreadable: t('unreadableAmount') };
  return <ReadNumberField inputMode="decimal" prefix="Rs" {...props} reading={reading} />;
}
