import { DomainError, Invalid } from '@/lib/core/errors';

/** What to print of an error: words alone when they say what to do, the stack when the fault is ours. */
export function explain(error: unknown): string {
  if (error instanceof Invalid) {
    const fields = Object.entries(error.fields).map(([field, messages]) => `  ${field}: ${messages.join(' ')}`);
    return [error.message, ...fields].join('\n');
  }
  if (!(error instanceof Error)) return String(error);
  return error instanceof DomainError || ['Error', 'WrongKeys'].includes(error.name)
    ? error.message
    : (error.stack ?? error.message);
}
