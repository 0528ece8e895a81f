import { z } from 'zod';
import { instantOrText } from '../instant';
import { normalizeName } from '../normalize-text';
import { entriesOf, type Field, type Fields, maxIds, type RefusalsOf, type ValueOf } from './field';

/** What each refusal says: the API's words, or those of a screen in its reader's language. */
export type WordsOf<FS extends Fields> = Record<RefusalsOf<FS>, string>;

type Given<F extends Field> = F extends { kind: 'instant' } ? ValueOf<F> | string : ValueOf<F>;
type SchemaOf<F extends Field> = z.ZodType<ValueOf<F>, Given<F>>;
type NewSchemaOf<F extends Field> = F extends { default: unknown } ? z.ZodDefault<SchemaOf<F>> : SchemaOf<F>;
type Shape<FS extends Fields> = { -readonly [Name in keyof FS]: SchemaOf<FS[Name]> };
type NewShape<FS extends Fields> = { -readonly [Name in keyof FS]: NewSchemaOf<FS[Name]> };

const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;
const someLines = /^(?:[^\p{Cc}\p{Cs}]|[\n\t\r])*$/u;

/** One schema a field, without defaults: a create fills them, an update takes what is sent. */
export function fieldSchemas<FS extends Fields>(fields: FS, words: WordsOf<FS>): Shape<FS> {
  const made = entriesOf(fields).map(([name, field]) => [name, schemaOf(field, words)]);
  return Object.fromEntries(made) as Shape<FS>;
}

/** The same for a new entity, with the defaults that the fields declare. */
export function newFieldSchemas<FS extends Fields>(fields: FS, words: WordsOf<FS>): NewShape<FS> {
  const made = entriesOf(fields).map(([name, field]) => {
    const schema = schemaOf(field, words);
    return [name, field.default === undefined ? schema : schema.default(field.default)];
  });
  return Object.fromEntries(made) as NewShape<FS>;
}

function schemaOf(field: Field, words: Record<string, string>): z.ZodType {
  const refusal = words[field.refusal] ?? field.refusal;
  const schema = schemaOfKind(field, refusal, words);
  return field.nullable ? schema.nullable() : schema;
}

function schemaOfKind(field: Field, refusal: string, words: Record<string, string>): z.ZodType {
  switch (field.kind) {
    case 'choice':
      return z.enum(field.values, refusal);
    case 'integer':
      return z.int(refusal).min(field.min, refusal).max(field.max, refusal);
    case 'percent':
      return z
        .number(refusal)
        .min(0, refusal)
        .max(100, refusal)
        .refine((percent) => percent === Math.round(percent * 100) / 100, refusal);
    case 'ids':
      return z
        .array(z.int(refusal).min(1, refusal), refusal)
        .max(maxIds, refusal)
        .transform((ids) => [...new Set(ids)].sort((a, b) => a - b));
    case 'boolean':
      return z.boolean(refusal);
    case 'instant':
      return instantOrText(refusal);
    case 'name':
      return z
        .string(refusal)
        .trim()
        .regex(oneLine, words.line)
        .overwrite(normalizeName)
        .min(1, refusal)
        .max(200, words.long);
    case 'text': {
      if (field.pattern) {
        const { tidy = (written) => written } = field;
        return z.string(refusal).overwrite(tidy).regex(field.pattern, refusal);
      }
      const text = z
        .string(refusal)
        .trim()
        .max(field.max ?? 500, refusal)
        .regex(someLines, refusal);
      // Empty is none.
      return field.nullable ? text.transform((value) => value || null) : text.min(1, refusal);
    }
  }
}
