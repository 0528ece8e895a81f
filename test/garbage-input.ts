import { globSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { DomainError, Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

type AnyOperation = {
  (ctx: Context, input: unknown): Promise<unknown>;
  permission: unknown;
  input: z.ZodType;
};

/** What no object is: every use case with an input refuses it as Invalid. */
const noInput: unknown[] = [undefined, null, 7, '', 'text', true, [], [{}], () => ({})];

/** What a caller that bypasses types may give for any field. */
const values: unknown[] = [
  undefined,
  null,
  -1,
  0,
  1.5,
  1e20,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  '7',
  'nothing we know',
  '\0',
  'a\0b',
  '\ud800',
  'x'.repeat(100_000),
  true,
  [],
  [null],
  [-1],
  {},
  { id: -1 },
  new Date(Number.NaN),
  new Date(8.64e15),
  10n,
];

/** Every use case that a folder's files export, also as a member of an exported object, by its name. */
export async function operationsIn(folder: string): Promise<[string, AnyOperation][]> {
  const found = new Map<string, AnyOperation>();
  for (const file of globSync(`${folder}/**/*.ts`, { exclude: (name) => /\.test\.ts$|testing\.ts$/.test(name) })) {
    const exported: Record<string, unknown> = await import(path.resolve(file));
    for (const [name, value] of Object.entries(exported)) {
      if (isOperation(value)) found.set(name, value);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, member] of Object.entries(value)) if (isOperation(member)) found.set(`${name}.${key}`, member);
      }
    }
  }
  return [...found];
}

const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === 'function' && 'permission' in value && 'input' in value;

/**
 * What a use case makes of garbage, as sentences about what it should not have done; none when it answered or refused
 * with an error of the domain each time. `sample` is what is given for the other fields, so that one bad field alone is
 * what there is to refuse; ids need none.
 */
export async function garbageFaults(
  ctx: Context,
  [name, run]: [string, AnyOperation],
  sample: Record<string, unknown> = {},
): Promise<string[]> {
  const faults: string[] = [];
  const refusal = (input: unknown) =>
    run(ctx, input).then(
      () => null,
      (error: unknown) => error,
    );
  for (const input of noInput) {
    const error = await refusal(input);
    if (!(error instanceof Invalid)) faults.push(`${name}(${describe(input)}): ${describe(error)}`);
  }
  for (const input of [{}, { id: -1 }, { id: 1e20 }, { id: Number.NaN }, ...fieldsOf(run.input, sample)]) {
    const error = await refusal(input);
    if (error !== null && !(error instanceof DomainError))
      faults.push(`${name}(${describe(input)}): ${describe(error)}`);
  }
  return faults;
}

/** Each value in every field at once, and in each field next to a sample and to ids that could be there. */
function fieldsOf(schema: z.ZodType, sample: Record<string, unknown>): Record<string, unknown>[] {
  const names = Object.keys('shape' in schema ? (schema.shape as object) : {});
  const ids = Object.fromEntries(names.filter((name) => /id$/i.test(name)).map((name) => [name, 2 ** 53 - 1]));
  return values.flatMap((value) => [
    Object.fromEntries(names.map((name) => [name, value])),
    ...names.map((name) => ({ ...ids, ...sample, [name]: value })),
  ]);
}

function describe(value: unknown): string {
  if (value instanceof Error) return `${value.constructor.name}: ${value.message.slice(0, 200)}`;
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 40);
  const pairs = Object.entries(value).map(([name, inner]) => `${name}: ${String(inner).slice(0, 20)}`);
  return `{ ${pairs.join(', ')} }`;
}
