'use server';

import { action } from '@/app/session/action';
import { explainCode } from '@/lib/domain/redemptions/redemptions/explain-code';
import { qualify } from '@/lib/domain/redemptions/redemptions/qualify';

/** What was typed may be a good code: it goes into no address and no cache, so asking is an action. */
export const explainCodeAction = action(explainCode);

export const qualifyAction = action(qualify);
