'use server';

import { action } from '@/app/session/action';
import { liftLimit } from '@/lib/domain/access/limits/lift-limit';

export const liftLimitAction = action(liftLimit);
