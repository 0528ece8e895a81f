import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { paymentSettingsInput } from './payment-schemas';
import { isTimeZone } from './time-zones';

const wholeMinutes = 'Enter whole minutes from 0 to 1440, which is a day.';
const minutesOfADay = z.number(wholeMinutes).int(wholeMinutes).min(0, wholeMinutes).max(1440, wholeMinutes);

const wholeNumber = (most: number) => {
  const words = `Enter a whole number from 1 to ${most.toLocaleString('en-US')}.`;
  return z.number(words).int(words).min(1, words).max(most, words);
};

/** How many requests a key can make in a minute. */
export const requestsPerMinute = wholeNumber(6_000_000);

/** Text that can be left empty. */
const textOrNothing = (max: number, tooLong: string) =>
  z.string().trim().max(max, tooLong).refine(isStorable, 'Use letters and digits.');

export const settingsForm = z.object({
  companyName: z
    .string()
    .trim()
    .min(1, 'Enter the name of your company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  /** On receipts, each left out while it is empty. */
  address: textOrNothing(200, 'The address has at most 200 characters.'),
  taxNumber: textOrNothing(20, 'A PAN or VAT number has at most 20 characters.'),
  /** A receipt is one page, on the smallest paper too. */
  receiptTerms: textOrNothing(400, 'The terms have at most 400 characters.').refine(
    (text) => text.split('\n').length <= 12,
    'The terms have at most 12 lines.',
  ),
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone from the list, such as Asia/Kathmandu.'),
  /** For this many minutes the desk asks before it sells the same product to the same contact again; 0 for never. */
  repeatSaleMinutes: minutesOfADay,
  /** For so long a seller can void a sale of theirs. */
  voidMinutes: minutesOfADay,
  /** What the desk offers when it asks how the customer pays; none: it does not ask. */
  paymentMethods: paymentSettingsInput,
  /** Nobody sells at the desk without an open shift. */
  shiftRequired: z.boolean('Choose one of the two.'),
  /** Of each key, by the lane of the API. */
  v1PerMinute: requestsPerMinute,
  managementPerMinute: requestsPerMinute,
  nettvPerMinute: requestsPerMinute,
  /** How many unknown codes a key can try in a minute, whatever it can do. */
  wrongCodesPerMinute: wholeNumber(100_000),
});

export type SettingsValues = z.output<typeof settingsForm>;

/** What is left out stays as it is. */
export const updateSettingsInput = settingsForm.partial();

const wholeStepUp = 'Enter whole minutes from 0 to 60.';

const wholeIdle = 'Enter whole minutes from 0 to 720.';
const wholeHours = 'Enter whole hours from 1 to 24.';

export const securitySettingsForm = z.object({
  /** Who can change the desk itself needs a second factor. */
  secondFactorRequired: z.boolean('Choose one of the two.'),
  secondFactorForAll: z.boolean('Choose one of the two.'),
  /** What is sensitive asks for a fresh proof when the last one is older; 0 for never. */
  stepUpMinutes: z.number(wholeStepUp).int(wholeStepUp).min(0, wholeStepUp).max(60, wholeStepUp),
  /** Voiding a sale above it asks for a fresh proof too; null for no void. */
  voidProofPaisa: z
    .number('Enter an amount, or leave it empty.')
    .int('Enter an amount, or leave it empty.')
    .min(0, 'Enter an amount from 0 on, or leave it empty.')
    .max(Number.MAX_SAFE_INTEGER, 'Enter a smaller amount.')
    .nullable(),
  /** Who was away for longer confirms that it is them before the next reveal, sale or other move of money; 0 for never. */
  idleMinutes: z.number(wholeIdle).int(wholeIdle).min(0, wholeIdle).max(720, wholeIdle),
  /** So long after the sign-in a session ends. */
  sessionHours: z.number(wholeHours).int(wholeHours).min(1, wholeHours).max(24, wholeHours),
});
