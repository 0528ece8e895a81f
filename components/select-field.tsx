'use client';

import { useEffect, useRef } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { type FieldProps, useField } from './field';
import { SelectBox, type SelectProps } from './select-box';

/** A SelectBox of a form. */
export function SelectField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & SelectProps,
) {
  const { control, name, ...box } = props;
  const { error, ref, value, onChange, onBlur } = useField(control, name);
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = typeof value === 'string' || typeof value === 'number' ? value : null;
  useEffect(() => ref({ focus: () => trigger.current?.focus() }), [ref]);
  return (
    <SelectBox
      {...box}
      name={name}
      value={chosen}
      onChange={onChange}
      onBlur={onBlur}
      trigger={trigger}
      error={error}
    />
  );
}
