import type { z } from 'zod';
import { notKnown } from './did-you-mean';
import type { FieldErrors } from './errors';
import { fieldErrorsOf } from './field-errors';

type Schema = z.core.$ZodType;
type Definition = {
  type: string;
  shape?: Record<string, Schema>;
  catchall?: Schema;
  element?: Schema;
  options?: Schema[];
  innerType?: Schema;
  in?: Schema;
  out?: Schema;
  left?: Schema;
  right?: Schema;
};
type Walk = { what: string; refused: FieldErrors };

/**
 * What a program or a browser sent, as the schema's kinds of value: `"100"` is a number where one is asked for, `"true"` a
 * boolean, `""` and null are nothing where nothing is allowed. What is of no such form stays, for the schema to refuse.
 * Keys that the schema does not know are left out and returned as refusals, each with what was likely meant.
 */
export function readInput(schema: Schema, given: unknown, what = 'field'): { value: unknown; unknown: FieldErrors } {
  const walk: Walk = { what, refused: {} };
  return { value: readAs(schema, given, [], walk), unknown: walk.refused };
}

/** Everything that is wrong with an input: what does not parse, and what is not known. Empty for one that is right. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  given: unknown,
  what = 'field',
): { data: z.output<S>; errors?: never } | { errors: FieldErrors } {
  const { value, unknown } = readInput(schema, given, what);
  const parsed = schema.safeParse(value);
  const errors = parsed.success ? unknown : { ...fieldErrorsOf(parsed.error), ...unknown };
  return parsed.success && Object.keys(unknown).length === 0 ? { data: parsed.data } : { errors };
}

const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;
const takes = (schema: Schema, value: unknown) => (schema as z.ZodType).safeParse(value).success;

function readAs(schema: Schema, value: unknown, path: string[], walk: Walk): unknown {
  const { type, shape, catchall, element, options, innerType, left, right, ...pipe } = definitionOf(schema);
  const { in: before, out: after } = pipe;
  if (innerType) {
    const isNothing = value === '' || value === null;
    if (isNothing && type !== 'nonoptional' && !takes(innerType, value)) return type === 'nullable' ? null : undefined;
    return readAs(innerType, value, path, walk);
  }
  if (before && after) {
    return readAs(definitionOf(before).type === 'transform' ? after : before, value, path, walk);
  }
  if (shape && isRecord(value)) return readObject(shape, catchall !== undefined, value, path, walk);
  if (element && Array.isArray(value)) {
    return value.map((entry, index) => readAs(element, entry, [...path, String(index)], walk));
  }
  if (left && right) return readBoth([left, right], value, path, walk);
  if (options) return readOption(options, value, path, walk);
  return typeof value === 'string' ? fromText(value, type) : value;
}

function readObject(
  shape: Record<string, Schema>,
  isOpen: boolean,
  given: Record<string, unknown>,
  path: string[],
  walk: Walk,
): unknown {
  const known = Object.keys(shape);
  const read = Object.entries(given).flatMap(([key, value]) => {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (field) return [[key, readAs(field, value, [...path, key], walk)]];
    if (isOpen) return [[key, value]];
    // As good as left out; a form of the desk can have it so.
    if (value === undefined) return [];
    walk.refused[[...path, key].join('.')] = [notKnown(key, known, walk.what)];
    return [];
  });
  return Object.fromEntries(read);
}

/** By two schemas together: what one of them knows is known. */
function readBoth(schemas: [Schema, Schema], value: unknown, path: string[], walk: Walk): unknown {
  const [first, second] = schemas.map((schema) => {
    const own: Walk = { what: walk.what, refused: {} };
    return { read: readAs(schema, value, path, own), refused: own.refused };
  });
  if (!first || !second || !isRecord(first.read) || !isRecord(second.read)) return value;
  for (const [name, words] of Object.entries(first.refused)) {
    if (Object.hasOwn(second.refused, name)) walk.refused[name] = words;
  }
  return { ...first.read, ...second.read };
}

/** As the first of several forms that takes it as it is, else as the first that takes it once it is read. */
function readOption(options: Schema[], value: unknown, path: string[], walk: Walk): unknown {
  const plain = options.find((option) => takes(option, value));
  if (plain) return readAs(plain, value, path, walk);
  for (const option of options) {
    const tried: Walk = { what: walk.what, refused: {} };
    const read = readAs(option, value, path, tried);
    if (!takes(option, read)) continue;
    Object.assign(walk.refused, tried.refused);
    return read;
  }
  return value;
}

function fromText(text: string, type: string): unknown {
  if ((type === 'number' || type === 'int') && /^-?\d{1,16}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
