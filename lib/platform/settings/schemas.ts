import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { isTimeZone } from './time-zones';

const wholeMinutes = 'Enter whole minutes from 0 to 1440, which is a day.';
const minutesOfADay = z.number(wholeMinutes).int(wholeMinutes).min(0, wholeMinutes).max(1440, wholeMinutes);

export const settingsForm = z.object({
  companyName: z
    .string()
    .trim()
    .min(1, 'Enter the name of your company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone from the list, such as Asia/Kathmandu.'),
  /** For so long the desk asks before it sells the same product to the same contact again; 0 for never. */
  repeatSaleMinutes: minutesOfADay,
  /** For so long a seller can void a sale of theirs. */
  voidMinutes: minutesOfADay,
});

/** What is left out stays as it is. */
export const updateSettingsInput = settingsForm.partial();
