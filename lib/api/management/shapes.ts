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

/** The same, or a page to read for a client that prefers one. */
export function answerOrPage(schema: z.ZodType, example: unknown) {
  const { description, content } = json('Done.', schema, example);
  const page = {
    schema: z.string().openapi({ description: 'The same list as a page to read.' }),
    example: '<!doctype html>…',
  };
  return { 200: { description, content: { ...content, 'text/html': page } } };
}

const refusedSchema = z
  .object({ status: z.literal(false), errors: z.record(z.string(), z.unknown()) })
  .openapi('RefusedBody');

/** What this contract says where no field is wrong. */
export const errorSchema = z
  .object({
    error: z.string().openapi({ description: 'The status in words, such as `Not Found`.' }),
    code: z.string().optional().openapi({ description: 'Stable, for programs, where one status has several reasons.' }),
    message: z.string().optional().openapi({ description: 'What to do about it, in a sentence.' }),
    request_id: z.string().optional().openapi({ description: 'Of a fault of ours: quote it when you ask for help.' }),
  })
  .openapi('ManagementError');

/** A refusal of every bad field at once: of a body under what it is about, of a query without. */
export const refusedBody = (subject: string | null, fields: Record<string, string[]>) => ({
  400: json('Refused: every bad field at once.', refusedSchema, {
    status: false,
    errors: subject === null ? fields : { [subject]: fields },
  }),
});

export const idParam = (example: string) =>
  z
    .string()
    .openapi({ example, description: 'Its `id`. The number decides; the text behind it may be an old one, or none.' });

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
