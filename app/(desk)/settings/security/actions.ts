'use server';

import { action } from '@/app/session/action';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';

export const updateFourEyesAction = action(updateFourEyes);
export const updateSecuritySettingsAction = action(updateSecuritySettings);
