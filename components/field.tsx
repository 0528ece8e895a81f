'use client';

import { Description } from '@heroui/react/description';
import { FieldError } from '@heroui/react/field-error';
import { Label } from '@heroui/react/label';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import {
  type Control,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
  type UseControllerReturn,
  useController,
} from 'react-hook-form';
import { useRefusalWords } from './use-refusal-words';

/** The props of every field. `control` and `name` come from `useSchemaForm`. */
export type FieldProps<V extends FieldValues, N extends FieldPath<V>, C, T> = {
  control: Control<V, C, T>;
  name: N;
  label: string;
  /** Below the field; an error replaces it. */
  help?: ReactNode;
  /** Shows "optional" next to the label. Fields are required by default. */
  optional?: boolean;
  isDisabled?: boolean;
  className?: string;
};

type Field<V extends FieldValues, N extends FieldPath<V>> = Omit<UseControllerReturn<V, N>['field'], 'value'> & {
  value: unknown;
  error: string | undefined;
};

/** One field's value and its error message. */
export function useField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  control: Control<V, C, T>,
  name: N,
): Field<V, N> {
  const { field, fieldState } = useController({ control, name });
  const value: FieldPathValue<V, N> = field.value;
  const words = useRefusalWords();
  const error = fieldState.error?.message;
  return { ...field, value, error: error && words(error) };
}

/** The caption of a field: its label, and "optional" where it is. */
export function FieldLabel({ children, optional = false }: { children: ReactNode; optional?: boolean | undefined }) {
  const t = useTranslations('common');
  return (
    <Label>
      {children}
      {optional && <span className="ms-1.5 font-normal text-muted">{t('optional')}</span>}
    </Label>
  );
}

type FieldNoteProps = { help?: ReactNode; error: string | undefined };

/** Help, or the error instead; both are read out with the field. */
export function FieldNote({ help, error }: FieldNoteProps) {
  if (!error) return help ? <Description>{help}</Description> : null;
  return (
    <FieldError className="flex items-start gap-1 px-0 py-0">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{error}</span>
    </FieldError>
  );
}
