import { z } from '@hono/zod-openapi';
import { apiName, entriesOf, type Fields, type ValuesOf } from '@/lib/core/entities/field';
import { fieldSchemas, type WordsOf } from '@/lib/core/entities/schemas';
import { answerSchemas } from './fields';

const yesOrNo = (refusal: string) => z.stringbool({ truthy: ['true'], falsy: ['false'], error: refusal });

/** Declared filters as parameters of a list's query: what parses them, what documents them, and their way back to ours. */
export function filterQuery<FS extends Fields>(filters: FS, words: WordsOf<FS>) {
  const parsing = fieldSchemas(filters, words) as Record<string, z.ZodType>;
  const said: Record<string, string> = words;
  const declared = entriesOf(filters).map(([name, field]) => {
    const key = apiName(name, field);
    const refusal = said[field.refusal] ?? field.refusal;
    const schema = field.kind === 'boolean' ? yesOrNo(refusal) : (parsing[name] ?? z.never());
    return { name, key, schema: schema.optional() };
  });
  return {
    schemas: Object.fromEntries(declared.map(({ key, schema }) => [key, schema])),
    documents: z.object(answerSchemas(asFilters(filters))).partial().shape,
    read: (query: Record<string, unknown>) =>
      Object.fromEntries(declared.map(({ name, key }) => [name, query[key]])) as Partial<ValuesOf<FS>>,
  };
}

/** The fields as the documents of a list have them. */
const asFilters = (fields: Fields): Fields =>
  Object.fromEntries(
    entriesOf(fields).map(([name, { about, ...field }]) => [
      name,
      about === undefined ? field : { ...field, about: `Only those with this value. ${about}` },
    ]),
  );
