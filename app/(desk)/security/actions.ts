'use server';

import { action } from '@/app/session/action';
import { acknowledgeAlert } from '@/lib/domain/access/security/acknowledge-alert';

export const acknowledgeAlertAction = action(acknowledgeAlert);
