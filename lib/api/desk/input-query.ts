import type { MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import type { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { readInput } from '@/lib/core/read-input';
import type { DeskEnv } from '../http/environment';

/** In an address everything is text; what is left out or undefined is not sent. */
type InputQuery<S extends z.ZodObject> = {
  in: { query: { [K in keyof z.input<S>]?: string | undefined } };
  out: { query: z.input<S> };
};

/**
 * Reads a call's query as the input of a use case, by its schema: `7` of a number, `true` of a boolean. It is not parsed:
 * what is of another form stays text, and the use case refuses it. @throws Invalid for what the use case does not know
 */
export function inputQuery<S extends z.ZodObject>(schema: S): MiddlewareHandler<DeskEnv, string, InputQuery<S>> {
  return validator('query', (query) => {
    const { value, unknown } = readInput(schema, query, 'parameter');
    if (Object.keys(unknown).length > 0) throw new Invalid(unknown);
    return value;
  }) as unknown as MiddlewareHandler<DeskEnv, string, InputQuery<S>>;
}
