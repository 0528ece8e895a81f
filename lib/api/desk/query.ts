import type { MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import type { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { parseInput } from '@/lib/core/read-input';
import type { DeskEnv } from '../http/environment';

/** In an address everything is text; what is left out or undefined is not sent. */
type Query<S extends z.ZodType> = {
  in: { query: { [K in keyof z.input<S>]?: string | undefined } };
  out: { query: z.output<S> };
};

/** Reads a call's query by a schema; what does not fit or is not known is refused with its field errors. */
export function queryOf<S extends z.ZodType>(schema: S): MiddlewareHandler<DeskEnv, string, Query<S>> {
  return validator('query', (value) => parsed(schema, value, 'parameter')) as unknown as MiddlewareHandler<
    DeskEnv,
    string,
    Query<S>
  >;
}

type Body<S extends z.ZodType> = { in: { json: z.input<S> }; out: { json: z.output<S> } };

/** The same of a JSON body. */
export function bodyOf<S extends z.ZodType>(schema: S): MiddlewareHandler<DeskEnv, string, Body<S>> {
  return validator('json', (value) => parsed(schema, value, 'field')) as unknown as MiddlewareHandler<
    DeskEnv,
    string,
    Body<S>
  >;
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const input = parseInput(schema, value, what);
  if (input.errors) throw new Invalid(input.errors);
  return input.data;
}
