'use server';

import { action } from '@/app/session/action';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';

export const updatePersonLimitsAction = action(updatePersonLimits);
