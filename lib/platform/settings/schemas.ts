import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { isTimeZone } from './time-zones';

export const updateSettingsInput = z.object({
  companyName: z
    .string()
    .trim()
    .min(1, 'Enter the name of your company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone from the list, such as Asia/Kathmandu.'),
});
