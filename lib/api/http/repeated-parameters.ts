import type { FieldErrors } from '@/lib/core/errors';

/** What is said of the parameters of a query that are given more than once: taking one of them would be a guess. */
export function repeatedParameters(queries: Record<string, string[]>): FieldErrors {
  const repeated = Object.entries(queries).filter(([, values]) => values.length > 1);
  return Object.fromEntries(repeated.map(([name]) => [name, ['is given more than once; give it once']]));
}
