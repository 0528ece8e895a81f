import { DomainError, Invalid } from '@/lib/core/errors';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type FoundOperation, fieldsOf } from './find-operations';

/** Inputs by the name of their use case; for one that is not there, `{}`. */
export type Samples = Record<string, Record<string, unknown>>;

/** What no object of fields is. */
const noInputs: unknown[] = [null, 7, '', 'text', true, [], [{}], () => ({})];

const wholes: unknown[] = [undefined, {}, { id: -1 }, { id: 1e20 }, { id: Number.NaN }];

const values: unknown[] = [
  ...[undefined, null, true, '', ' ', '7', '-1', 'nothing we know', '\0', 'a\0b', '\ud800'],
  ...['x'.repeat(100_000), 'é'.repeat(100_000), [], [null], [-1], {}, { id: -1 }, { id: '\0' }],
  ...[-1, 0, 0.5, 1.5, 1e20, 2 ** 53, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY],
  ...[7n, Symbol('7'), () => 7, new Date(Number.NaN), new Date(8.64e15)],
  ...['0000-01-01', '9999-12-31', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'],
];

/**
 * What a use case makes of garbage that bypasses its types, as sentences about what it should not have done; none when it
 * refused as Invalid what is no input of its schema, refused with an error of the domain what a field cannot hold, and
 * answered or so refused the rest. Each value is given in every field at once, and in one field of a sample that the schema
 * takes; a sample needs no ids.
 */
export async function garbageFaults(
  ctx: Context<Actor>,
  operation: FoundOperation,
  samples: Samples,
): Promise<string[]> {
  const { name, input: schema } = operation;
  const sample = await completed(operation, samples[name] ?? {});
  const fields = [...new Set([...fieldsOf(schema), ...Object.keys(sample)])];
  const inputs = values.flatMap((value) => [
    Object.fromEntries(fields.map((field) => [field, value])),
    ...fields.map((field) => ({ ...sample, [field]: value })),
  ]);
  const faults: string[] = [];
  if (!(await takes(operation, sample))) faults.push(`${name} does not take its sample ${describe(sample)}`);
  for (const input of [...noInputs, ...wholes, ...inputs]) {
    const isTaken = await takes(operation, input);
    const isWhole = noInputs.includes(input) || (wholes.includes(input) && !isTaken);
    const fault = await operation.call(ctx, input).then(
      () => (isTaken && !isWhole ? null : 'an answer'),
      (error: unknown) => (error instanceof (isWhole ? Invalid : DomainError) ? null : describe(error)),
    );
    if (fault !== null) faults.push(`${name}(${describe(input)}): ${fault}`);
  }
  return faults;
}

/** With ids of rows that could be there, where the schema asks for them. */
async function completed(operation: FoundOperation, sample: Record<string, unknown>) {
  if (await takes(operation, sample)) return sample;
  const ids = fieldsOf(operation.input).filter((field) => /id$/i.test(field));
  return { ...Object.fromEntries(ids.map((field) => [field, Number.MAX_SAFE_INTEGER])), ...sample };
}

async function takes({ input }: FoundOperation, given: unknown): Promise<boolean> {
  return (await input.safeParseAsync(given)).success;
}

function describe(value: unknown): string {
  if (value instanceof Error) return `${value.constructor.name}: ${value.message.slice(0, 200)}`;
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 40);
  const pairs = Object.entries(value).map(([name, inner]) => `${name}: ${brief(inner)}`);
  return `{ ${pairs.join(', ')} }`;
}

const brief = (value: unknown) => (typeof value === 'object' && value ? '{…}' : String(value).slice(0, 20));
