import { z } from 'zod';

/** An optional text of a form or a body: blank counts as not given. */
export const optionalText = <S extends z.ZodType<unknown, string>>(schema: S) =>
  z.preprocess(
    (value: z.input<S> | undefined) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );
