'use client';

import type { ReactNode } from 'react';
import {
  type Control,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
  type UseControllerReturn,
  useController,
} from 'react-hook-form';
import { useHeldDuringPress } from './use-held-during-press';
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

/**
 * One field's value and its error message. An error that comes when the field is left, by a press on what is below, is shown once
 * that press is handled: before, it would move that away from under the pointer.
 */
export function useField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  control: Control<V, C, T>,
  name: N,
): Field<V, N> {
  const { field, fieldState } = useController({ control, name });
  const value: FieldPathValue<V, N> = field.value;
  const words = useRefusalWords();
  const error = useHeldDuringPress(fieldState.error?.message);
  return { ...field, value, error: error && words(error) };
}
