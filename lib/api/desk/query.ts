import type { MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import type { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import type { DeskEnv } from '../http/environment';

/** In an address everything is text; what is left out or undefined is not sent. */
type Query<S extends z.ZodType> = {
  in: { query: { [K in keyof z.input<S>]?: string | undefined } };
  out: { query: z.output<S> };
};

/** Reads a call's query by a schema; what does not fit is refused with its field errors. */
export function queryOf<S extends z.ZodType>(schema: S): MiddlewareHandler<DeskEnv, string, Query<S>> {
  return validator('query', (value) => {
    const input = schema.safeParse(value);
    if (!input.success) throw new Invalid(fieldErrorsOf(input.error));
    return input.data;
  }) as unknown as MiddlewareHandler<DeskEnv, string, Query<S>>;
}
