import { z } from 'zod';

const amount = 'Enter an amount from 0 on.';
const paisa = z
  .number(amount)
  .int(amount)
  .min(0, amount)
  .max(100_000_000_000, 'The amount is at most Rs 1,000,000,000.');
const codes = 'Enter a whole number from 1 to 1000000.';

export const fourEyesForm = z.object({
  /** Credit above it waits for a second person; null: none does. */
  creditPaisa: paisa.nullable(),
  /** Likewise a clear export of more codes. */
  exportCodes: z.number(codes).int(codes).min(1, codes).max(1_000_000, codes).nullable(),
  /** Coupons of 100 % that nothing limits. */
  freeCoupons: z.boolean('Choose one of the two.'),
  /** Coupons that can give away more than this in all. */
  couponPaisa: paisa.nullable(),
  /** A void of a sale above it, and money back for one that stays sold. */
  voidPaisa: paisa.nullable(),
  /** New products, and prices that are lowered: of a product, or for one integrator. */
  prices: z.boolean('Choose one of the two.'),
});
export type FourEyes = z.output<typeof fourEyesForm>;

/** `was` is what its sender saw: what somebody else changed meanwhile is not overwritten. */
export const updateFourEyesInput = fourEyesForm.extend({ was: fourEyesForm });

const id = z.int().positive();
const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;
const reason = (words: string) =>
  z.string().trim().min(1, words).max(200, 'Use at most 200 characters.').regex(oneLine, 'Write it in one line.');

export const approvalInput = z.object({ id });
export const askForApprovalInput = approvalInput.extend({ reason: reason('Say why it is needed.') });
export const refuseApprovalInput = approvalInput.extend({ reason: reason('Say why not.') });
