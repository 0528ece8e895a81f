'use server';

import { action } from '@/app/session/action';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { updateSecuritySettings } from '@/lib/platform/settings/security-settings';

export const updateFourEyesAction = action(updateFourEyes);
export const updateSecuritySettingsAction = action(updateSecuritySettings);
