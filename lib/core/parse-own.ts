import { z } from 'zod';

/** Parses what our own code made; `what` names it. @throws Error with what is wrong, since nobody else can put it right */
export function parseOwn<S extends z.ZodType>(what: string, schema: S, value: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${what} is not as declared:\n${z.prettifyError(parsed.error)}`);
}
