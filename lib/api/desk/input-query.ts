import type { MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import type { z } from 'zod';
import type { DeskEnv } from '../http/environment';

/** In an address everything is text; what is left out or undefined is not sent. */
type InputQuery<S extends z.ZodObject> = {
  in: { query: { [K in keyof z.input<S>]?: string | undefined } };
  out: { query: z.input<S> };
};

/**
 * Reads a call's query as the input of a use case, by its schema: `7` of a number, `true` of a boolean. It is not parsed:
 * what is of another form stays text, and the use case refuses it.
 */
export function inputQuery<S extends z.ZodObject>(schema: S): MiddlewareHandler<DeskEnv, string, InputQuery<S>> {
  return validator('query', (query) =>
    Object.fromEntries(
      Object.entries(query).map(([name, text]) => [name, fromText(String(text), typeOf(fieldOf(schema, name)))]),
    ),
  ) as unknown as MiddlewareHandler<DeskEnv, string, InputQuery<S>>;
}

/** Only a field of its own: `constructor` is none. */
const fieldOf = ({ shape }: z.ZodObject, name: string) => (Object.hasOwn(shape, name) ? shape[name] : undefined);

function fromText(text: string, type: string): unknown {
  if (type === 'number' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

type Definition = { type: string; innerType?: z.core.$ZodType; in?: z.core.$ZodType };

/** What a field is once it is there: of an optional one, or one with a default, what it holds. */
function typeOf(field: z.core.$ZodType | undefined): string {
  if (!field) return 'unknown';
  const { type, innerType, in: before } = field._zod.def as Definition;
  const inner = innerType ?? before;
  return inner ? typeOf(inner) : type;
}
