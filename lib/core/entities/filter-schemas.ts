import { z } from 'zod';
import { type Filter, type Filters, type FilterValue, filtersOf } from './filter';

type Given<F extends Filter> = F extends { kind: 'id' } ? number | string : FilterValue<F>;
type SchemaOf<F extends Filter> = z.ZodType<FilterValue<F>, Given<F>>;
type Shape<FS extends Filters> = {
  -readonly [Name in keyof FS]: FS[Name] extends { off: string }
    ? z.ZodDefault<SchemaOf<FS[Name]>>
    : z.ZodOptional<SchemaOf<FS[Name]>>;
};

/** One schema a filter, none of them needed; ids can come as text, from an address. */
export function filterSchemas<FS extends Filters>(filters: FS): Shape<FS> {
  const made = filtersOf(filters).map(([name, filter]) => {
    const schema = schemaOf(filter);
    return [name, 'off' in filter ? schema.default(filter.off) : schema.optional()];
  });
  return Object.fromEntries(made) as unknown as Shape<FS>;
}

function schemaOf(filter: Filter): z.ZodType {
  switch (filter.kind) {
    case 'choice':
      return z.enum(filter.values, filter.wrong);
    case 'boolean':
      return z.boolean();
    case 'id':
      return z.coerce.number<number | string>().int().positive();
    case 'text':
      return z.string().regex(filter.pattern);
  }
}
