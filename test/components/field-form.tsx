import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import type { Control, DefaultValues, FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';

type FieldFormProps<V extends FieldValues> = {
  schema: z.ZodType<V, V>;
  values: DefaultValues<V>;
  onSubmit: (values: V) => void;
  children: (control: Control<V, unknown, V>) => ReactNode;
};

/** A form as the screens have it, around the field that is tested. */
export function FieldForm<V extends FieldValues>({ schema, values, onSubmit, children }: FieldFormProps<V>) {
  const form = useSchemaForm(schema, values);
  return (
    <Form form={form} onSubmit={onSubmit}>
      {children(form.control)}
      <SubmitBar label="Save" />
    </Form>
  );
}

export const save = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Save' }));
