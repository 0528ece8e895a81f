'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { updateSettingsInput } from '@/lib/platform/settings/schemas';
import { updateSettings } from '@/lib/platform/settings/update-settings';

const update = action(updateSettingsInput, updateSettings);

export async function updateSettingsAction(input: z.input<typeof updateSettingsInput>) {
  return update(input);
}
