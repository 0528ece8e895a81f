'use server';

import { action } from '@/app/session/action';
import { qualify } from '@/lib/domain/redemptions/redemptions/qualify';

/** Who asks may name a customer: that goes into no address and no cache, so asking is an action. */
export const qualifyAction = action(qualify);
