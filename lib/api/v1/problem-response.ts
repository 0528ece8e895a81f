import { z } from '@hono/zod-openapi';
import { rules } from '@/lib/domain/redemptions/redemptions/rules';
import { keyAdvice } from './require-idempotency-key';

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

export const helpUrl = z
  .url()
  .nullable()
  .meta({
    description:
      'Of a refusal: a page for the customer that says what is wrong and what helps, in English, Nepali or Portuguese (`?lang=en`, ' +
      '`ne`, `pt`; without it as their browser asks). It works for 24 hours and says nothing of the coupon or the code. Null when ' +
      'nothing is refused, and where the desk does not know its own address.',
  });

export const codeEnd = z.iso.datetime().nullable().meta({
  description: 'When a sold code ends, whichever rule refuses it; null of one without an end of its own.',
});

/** One reason of a refusal. */
export const limitReached = {
  rule: 'limit',
  passed: false,
  expected: 500,
  actual: 500,
  message: 'The coupon has reached its limit of 500 redemptions.',
  code: 'limit_reached',
};
export const helpExample = 'https://desk.example.com/help/MTc5Nj.dGhl';

const fields = z.record(z.string(), z.array(z.string()));

export const problemSchema = z
  .object({
    type: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable, for programs; the title may be reworded.' }),
    title: z.string().meta({ description: 'One plain sentence for a person.' }),
    request_id: z.string().optional().meta({
      description:
        'Quote it when you ask for help. `GET /api/v1/requests/{request_id}` shows the request again, as the desk sees it.',
    }),
    detail: z.string().optional().meta({ description: 'What happened this time, in one plain sentence.' }),
    fields: fields.optional().meta({ description: 'Every wrong field of the request and what it needs.' }),
    errors: fields
      .optional()
      .meta({ description: 'The same as `fields`, under its name of before.', deprecated: true }),
    reasons: z
      .array(reasonSchema)
      .optional()
      .meta({ description: 'The rules that refused, for keys with redemptions:read.' }),
    valid_until: codeEnd.optional(),
    help_url: helpUrl.optional(),
    state: z.string().optional().meta({ description: 'Of `wrong_state`: the state that it is in.' }),
  })
  .meta({ id: 'Problem' });

type Example = { status: number; code: string; title: string; fields?: Record<string, string[]> } & Record<
  string,
  unknown
>;

type ConflictExample = { code: string; title: string } & Record<string, unknown>;

export const shownProblem = (example: Example) => ({
  type: 'about:blank',
  ...example,
  detail: example.title,
  ...(example.fields ? { errors: example.fields } : {}),
  request_id: '4f6c1d0e-2b7a-4f0e-9a51-0c9f3b6f2a11',
});

/** A documented refusal (RFC 9457), with what it looks like in each of its cases. */
export function problemResponse(description: string, example: Example, ...others: Example[]) {
  const all = [example, ...others].map((one) => [one.code, { value: shownProblem(one) }] as const);
  const examples = others.length > 0 ? { examples: Object.fromEntries(all) } : { example: shownProblem(example) };
  return { description, content: { 'application/problem+json': { schema: problemSchema, ...examples } } };
}

/** A 409 of a call with an `Idempotency-Key`, which has two of its own. */
export const conflictResponse = (
  description: string,
  ...[example, ...others]: [ConflictExample, ...ConflictExample[]]
) =>
  problemResponse(
    `${description} Also: the \`Idempotency-Key\` belongs to another request (\`idempotency_key_reused\`), or to one that is ` +
      'still running (`idempotency_key_in_flight`).',
    { status: 409, ...example },
    ...others.map((other) => ({ status: 409, ...other })),
  );

export const notFoundResponse = (noun: 'redemption' | 'sale' | 'webhook' | 'delivery' | 'request') =>
  problemResponse(`There is no such ${noun} of yours.`, {
    status: 404,
    code: 'not_found',
    title: `The ${noun} was not found.`,
  });

/** The 409 of a call that nothing else conflicts with. */
export const keyConflict = conflictResponse('The `Idempotency-Key` cannot be used for this.', {
  code: 'idempotency_key_reused',
  title: 'This Idempotency-Key was used with another request.',
});

/** Of a request that does not fit its schema. */
const invalidExample = {
  status: 400,
  code: 'invalid',
  title: 'Some fields need another value.',
  fields: { 'user.id': ['must be given'] },
};

/** What every call with a key can answer; what it needs, and the 403 without that, is added from its middleware. */
export const commonRefusals = {
  400: problemResponse('Something in the request needs another value.', invalidExample),
  401: problemResponse('No API key, or one that is unknown, revoked or expired.', {
    status: 401,
    code: 'unauthenticated',
    title: 'This API key is unknown, revoked or switched off.',
  }),
};

/** The 400 of a call behind `requireIdempotencyKey`. */
export const keyedInvalid = problemResponse(
  'The `Idempotency-Key` is missing, or something needs another value.',
  invalidExample,
  {
    status: 400,
    code: 'idempotency_key_required',
    title: keyAdvice,
    fields: { 'idempotency-key': [keyAdvice] },
  },
);
