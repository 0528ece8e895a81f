import type { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';

type Parsed = { success: true } | { success: false; error: z.ZodError };

/** For `defaultHook`: what does not parse is refused with every wrong field at once. @throws Invalid */
export function refuseInvalid(result: Parsed): void {
  if (!result.success) throw new Invalid(fieldErrorsOf(result.error));
}
