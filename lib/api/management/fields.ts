import { z } from '@hono/zod-openapi';
import { apiName, entriesOf, type Field, type Fields, type ValuesOf } from '@/lib/core/entities/field';
import type { Context } from '@/lib/platform/context/context';
import { readBoolean, readIds, readInstant, readInteger, readNumber } from './field-values';

type Body = Record<string, unknown>;

/** The declared fields that a body's object gives, by our names, for a use case to parse; other keys are left out. */
export async function readFields<FS extends Fields>(
  ctx: Pick<Context, 'db'>,
  fields: FS,
  body: Body,
): Promise<Partial<ValuesOf<FS>>> {
  const given = entriesOf(fields).filter(([name, field]) => Object.hasOwn(body, apiName(name, field)));
  const read = given.map(async ([name, field]) => [name, await readValue(ctx, field, body[apiName(name, field)])]);
  return Object.fromEntries(await Promise.all(read));
}

/** What cannot be read stays as it is, for the schema to refuse. */
async function readValue(ctx: Pick<Context, 'db'>, field: Field, given: unknown): Promise<unknown> {
  const isNullable = field.nullable || (field.kind === 'integer' && field.nullIsDefault);
  const value = given === '' && isNullable ? null : given;
  if (field.kind === 'instant') return readInstant(ctx, value, field.boundary);
  if (field.kind === 'boolean') return readBoolean(value);
  if (field.kind === 'percent') return readNumber(value);
  if (field.kind === 'ids') return readIds(value);
  if (field.kind !== 'integer') return value;
  return value === null && field.nullIsDefault ? field.default : readInteger(value);
}

/** The declared fields of a row as the API writes them. */
export function writeFields<FS extends Fields>(fields: FS, row: ValuesOf<FS>): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  const written = entriesOf(fields).map(([name, field]) => {
    const value = values[name];
    return [apiName(name, field), value instanceof Date ? value.toISOString() : value];
  });
  return Object.fromEntries(written);
}

/** The example of each field, by its name in the API. */
export function exampleOf(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    entriesOf(fields).map(([name, field]) => [apiName(name, field), field.example ?? field.default ?? null]),
  );
}

/** The documents of what `writeFields` writes. */
export function answerSchemas(fields: Fields): Record<string, z.ZodType> {
  return documentsOf(fields, (field) => valueSchema(field));
}

/** The documents of what `readFields` reads: the limits of each field, and what can be left out. */
export function bodySchemas(fields: Fields): Record<string, z.ZodType> {
  return documentsOf(fields, (field) => {
    const schema = limitedSchema(field);
    return field.default === undefined ? schema : schema.optional();
  });
}

function documentsOf(fields: Fields, schemaOf: (field: Field) => z.ZodType): Record<string, z.ZodType> {
  const documents = entriesOf(fields).map(([name, field]) => {
    const schema = schemaOf(field);
    return [apiName(name, field), field.about ? schema.openapi({ description: field.about }) : schema];
  });
  return Object.fromEntries(documents);
}

function limitedSchema(field: Field): z.ZodType {
  if (field.kind === 'integer') {
    const limited = z.int().min(field.min);
    const schema = field.max >= 2_147_483_647 ? limited : limited.max(field.max);
    return field.nullable ? schema.nullable() : schema;
  }
  if (field.kind === 'text' && field.max) {
    const schema = z.string().max(field.max);
    return field.nullable ? schema.nullable() : schema;
  }
  return valueSchema(field);
}

function valueSchema(field: Field): z.ZodType {
  const schema = schemaOfKind(field);
  const nullable = field.nullable ? schema.nullable() : schema;
  return field.kind === 'instant' ? nullable.openapi({ format: 'date-time' }) : nullable;
}

function schemaOfKind(field: Field): z.ZodType {
  if (field.kind === 'choice') return z.enum(field.values);
  if (field.kind === 'integer') return z.int();
  if (field.kind === 'percent') return z.number().min(0).max(100);
  if (field.kind === 'ids') return z.array(z.int());
  return field.kind === 'boolean' ? z.boolean() : z.string();
}

/** What each field with a choice can be, by its name in the API. */
export function choicesOf(fields: Fields): Record<string, readonly string[]> {
  const choices = entriesOf(fields).flatMap(([name, field]) =>
    field.kind === 'choice' ? [[apiName(name, field), field.values]] : [],
  );
  return Object.fromEntries(choices);
}
