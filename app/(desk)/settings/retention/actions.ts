'use server';

import { action } from '@/app/session/action';
import { updateRetention } from '@/lib/domain/access/security/update-retention';

export const updateRetentionAction = action(updateRetention);
