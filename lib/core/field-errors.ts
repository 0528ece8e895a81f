import type { z } from 'zod';
import type { FieldErrors } from './errors';

/** Every issue of a parse under its dotted field; what belongs to no field is under `base`. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const name = issue.path.join('.') || 'base';
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return fields;
}
