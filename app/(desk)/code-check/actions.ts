'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { explainCode } from '@/lib/domain/redemptions/redemptions/explain-code';
import { explainCodeInput } from '@/lib/domain/redemptions/redemptions/schemas';

const explain = action(explainCodeInput, explainCode);

/** What was typed may be a good code: it goes into no address and no cache, so asking is an action. */
export async function explainCodeAction(input: z.input<typeof explainCodeInput>) {
  return explain(input);
}
