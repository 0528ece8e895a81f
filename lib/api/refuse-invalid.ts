import type { z } from 'zod';
import { Invalid } from '@/lib/errors';
import { fieldErrorsOf } from '@/lib/field-errors';

type Parsed = { success: true } | { success: false; error: z.ZodError };

/** For `defaultHook`: what does not parse is refused with every wrong field at once. @throws Invalid */
export function refuseInvalid(result: Parsed): void {
  if (!result.success) throw new Invalid(fieldErrorsOf(result.error));
}
