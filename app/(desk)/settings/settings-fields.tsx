'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Control, DefaultValues, FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import type { Action } from '@/app/session/action';
import { useAction } from '@/app/session/use-action';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { toastSuccess } from '@/components/toasts';
import { ReadOnlyNote } from './read-only-note';

/** Gives the settings as they are then. */
type Save<V> =
  /** Of what the person changed alone: what somebody else changed meanwhile stays. */
  | { change: Action<Partial<V>, V>; action?: never }
  /** Of all of them, where they are looked at together. */
  | { action: Action<V, V>; change?: never };

type SettingsFieldsProps<V extends FieldValues> = Save<NoInfer<V>> & {
  /** How what checks the fields is loaded, once the page works. */
  loadSchema: () => Promise<z.ZodType<V, V>>;
  settings: V;
  save: string;
  saved: string;
  canChange: boolean;
  /** The page has said already that it can only be read. */
  isFurther?: boolean;
  /** The fields; each takes what it is given. */
  children: (field: { control: Control<V, unknown, V>; isDisabled: boolean }) => ReactNode;
};

/** The form of one page of settings: who can see it and not change it reads the same fields. */
export function SettingsFields<V extends FieldValues>(props: SettingsFieldsProps<V>) {
  const { loadSchema, settings, action, change, save, saved, canChange, isFurther = false, children } = props;
  const router = useRouter();
  const form = useSchemaForm(loadSchema, settings as DefaultValues<V>);
  const { mutateAsync } = useAction<V, V>((values) =>
    change ? change(changedOf(values, form.formState.defaultValues as V)) : action(values),
  );
  return (
    <Form
      form={form}
      className="flex max-w-2xl flex-col gap-6"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        form.reset(result.value);
        toastSuccess(saved);
        router.refresh();
      }}
    >
      {!canChange && !isFurther && <ReadOnlyNote />}
      {children({ control: form.control, isDisabled: !canChange })}
      {canChange && <SubmitBar label={save} />}
    </Form>
  );
}

function changedOf<V extends FieldValues>(values: V, was: V): Partial<V> {
  const isChanged = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(was[name]);
  return Object.fromEntries(Object.entries(values).filter(isChanged)) as Partial<V>;
}
