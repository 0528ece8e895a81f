import type { z } from 'zod';
import type { FieldErrors } from './errors';
import './wording';

/** Every issue of a parse under its dotted field, each once; what belongs to no field is under `base`. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const name = issue.path.join('.') || 'base';
    fields[name] = [...new Set([...(fields[name] ?? []), issue.message])];
  }
  return fields;
}

/** What was given of an object's fields, where it parses by itself; nothing of what is no object of fields. */
export function fieldsThatParse<S extends z.ZodType>(schema: S, given: unknown): Partial<z.output<S>> {
  const fields: [string, z.ZodType][] = 'shape' in schema ? Object.entries(schema.shape as object) : [];
  const values: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {};
  const parsed = fields.flatMap(([name, field]) => {
    const result = name in values ? field.safeParse(values[name]) : undefined;
    return result?.success ? [[name, result.data]] : [];
  });
  return Object.fromEntries(parsed);
}
