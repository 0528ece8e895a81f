'use server';

import { action } from '@/app/session/action';
import { updateSettings } from '@/lib/platform/settings/update-settings';

export const updateSettingsAction = action(updateSettings);
