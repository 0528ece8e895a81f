'use server';

import { action } from '@/app/session/action';
import { updateRetention } from '@/lib/platform/settings/retention';

export const updateRetentionAction = action(updateRetention);
