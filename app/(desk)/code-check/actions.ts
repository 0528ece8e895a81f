'use server';

import { action } from '@/app/session/action';
import { explainCode } from '@/lib/domain/redemptions/redemptions/explain-code';

/** What was typed may be a good code: it goes into no address and no cache, so asking is an action. */
export const explainCodeAction = action(explainCode);
