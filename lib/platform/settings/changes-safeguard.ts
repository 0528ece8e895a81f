import type { z } from 'zod';
import type { Context } from '@/lib/platform/context/context';
import { getSettings, type Settings } from './get-settings';
import type { updateSettingsInput } from './schemas';

/** What bounds guesses of codes, floods of requests, voids without a second look and cash outside of a shift. */
const safeguards = [
  'voidMinutes',
  'shiftRequired',
  'v1PerMinute',
  'managementPerMinute',
  'nettvPerMinute',
  'wrongCodesPerMinute',
] as const satisfies readonly (keyof Settings)[];

/** Whether any of these would be another than it is. The name, the receipts, the zone and the ways to pay are none. */
export async function changesSafeguard({ db }: Context, input: z.output<typeof updateSettingsInput>): Promise<boolean> {
  const stored = await getSettings(db);
  return safeguards.some((name) => input[name] !== undefined && input[name] !== stored[name]);
}
