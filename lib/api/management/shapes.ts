import { z } from '@hono/zod-openapi';

/** The pieces of an OpenAPI description that every call shares. */
export const paginationSchema = z
  .object({
    current: z.int(),
    last: z.boolean(),
    next: z.string().nullable().openapi({ description: 'Opaque; for `?after=`.' }),
  })
  .openapi('Pagination');

const json = (description: string, schema: z.ZodType, example: unknown) => ({
  description,
  content: { 'application/json': { schema, example } },
});

export const answer = (schema: z.ZodType, example: unknown) => ({ 200: json('Done.', schema, example) });

const refusedSchema = z
  .object({ status: z.literal(false), errors: z.record(z.string(), z.unknown()) })
  .openapi('RefusedBody');

/** A refused body: every bad field at once. */
export const refusedBody = (subject: string, fields: Record<string, string[]>) => ({
  400: json('Refused: every bad field at once.', refusedSchema, { status: false, errors: { [subject]: fields } }),
});

export const idParam = (example: string) => z.string().openapi({ example });

const formSchema = z
  .record(z.string(), z.string())
  .openapi({ description: 'The same fields as text, their names in brackets: `coupon[code]=teste`.' });

/** `{"coupon": {"code": "x"}}` by the names of a form. */
function formOf(example: unknown): Record<string, string> {
  const named = Object.entries(example as Record<string, Record<string, unknown>>).flatMap(([root, fields]) =>
    Object.entries(fields).map(([name, value]) => [`${root}[${name}]`, String(value ?? '')]),
  );
  return Object.fromEntries(named);
}

/** A body of JSON, or of a form that says the same. */
export const jsonBody = (schema: z.ZodType, example: unknown) => ({
  body: {
    required: true,
    content: {
      'application/json': { schema, example },
      'application/x-www-form-urlencoded': { schema: formSchema, example: formOf(example) },
    },
  },
});
