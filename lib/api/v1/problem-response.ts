import { z } from '@hono/zod-openapi';
import { rules } from '@/lib/domain/redemptions/redemptions/rules';

export const reasonSchema = z
  .object({
    rule: z.enum(rules),
    passed: z.boolean(),
    expected: z.unknown().meta({ description: 'What the rule asks for.' }),
    actual: z.unknown().meta({ description: 'What it found.' }),
    message: z.string().meta({ description: 'One plain sentence for a person.' }),
    code: z.string().nullable().meta({ description: 'Stable, for programs; null when the rule passed.' }),
  })
  .meta({ id: 'Reason' });

const fields = z.record(z.string(), z.array(z.string()));

const problem = z
  .object({
    type: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable, for programs; the title may be reworded.' }),
    title: z.string().meta({ description: 'One plain sentence for a person.' }),
    request_id: z.string().optional().meta({ description: 'Quote it when you ask for help.' }),
    detail: z.string().optional().meta({ description: 'What happened this time, in one plain sentence.' }),
    fields: fields.optional().meta({ description: 'Every wrong field of the request and what it needs.' }),
    errors: fields
      .optional()
      .meta({ description: 'The same as `fields`, under its name of before.', deprecated: true }),
    reasons: z
      .array(reasonSchema)
      .optional()
      .meta({ description: 'The rules that refused, for keys with redemptions:read.' }),
  })
  .meta({ id: 'Problem' });

type Example = { status: number; code: string; title: string; fields?: Record<string, string[]> } & Record<
  string,
  unknown
>;

const shown = (example: Example) => ({
  type: 'about:blank',
  ...example,
  detail: example.title,
  ...(example.fields ? { errors: example.fields } : {}),
  request_id: '4f6c1d0e-2b7a-4f0e-9a51-0c9f3b6f2a11',
});

/** A documented refusal (RFC 9457), with what it looks like in each of its cases. */
export function problemResponse(description: string, example: Example, ...others: Example[]) {
  const all = [example, ...others].map((one) => [one.code, { value: shown(one) }] as const);
  const examples = others.length > 0 ? { examples: Object.fromEntries(all) } : { example: shown(example) };
  return { description, content: { 'application/problem+json': { schema: problem, ...examples } } };
}

/** Of a request that does not fit its schema. */
export const invalidExample = {
  status: 400,
  code: 'invalid',
  title: 'Some fields need another value.',
  fields: { 'user.id': ['must be given'] },
};

/** What every call with a key can answer. */
export const commonRefusals = {
  400: problemResponse('Something in the request needs another value.', invalidExample),
  401: problemResponse('No API key, or one that is unknown, revoked or expired.', {
    status: 401,
    code: 'unauthenticated',
    title: 'This API key is unknown, revoked or switched off.',
  }),
  403: problemResponse('The key lacks the scope.', {
    status: 403,
    code: 'forbidden',
    title: 'You do not have the right to do this.',
  }),
};
