import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { customerEmail, customerPhone } from '@/lib/domain/sales/contact-input';
import { requiredReason } from '@/lib/domain/sales/reason';
import { contactKinds, timelineLimits } from './customer-address';

const wrongContact = 'Enter a Nepali mobile number or an email address.';

/** One customer: a phone number or an email address, as people write it. */
const contact = z.string(wrongContact).transform((written, issues) => {
  const parsed = (written.includes('@') ? customerEmail : customerPhone).safeParse(written);
  if (parsed.success) return parsed.data;
  issues.addIssue({ code: 'custom', message: wrongContact });
  return z.NEVER;
});

export const exportCustomerInput = z.object({ contact });
export const eraseCustomerInput = z
  .object({
    contact,
    /** What a person typed once more, where they are asked to. */
    typed: z.string('Type it as text.').optional(),
    reason: requiredReason('Say why, and who asked for it: it stays in the activity.'),
  })
  .refine((input) => input.typed === undefined || contact.safeParse(input.typed).data === input.contact, {
    path: ['typed'],
    error: 'Type the same phone number or email address.',
  });

const saleId = z.number().int().positive();
const by = z.enum(contactKinds).optional();

/** `by`: the phone number where the sale has one, unless it says otherwise. `limit`: of the timeline. */
export const getCustomerInput = z.object({
  saleId,
  by,
  limit: z.number().int().min(1).max(timelineLimits.most).default(timelineLimits.first),
});

export const addCustomerNoteInput = z.object({
  saleId,
  by,
  text: z
    .string('Write the note as text.')
    .trim()
    .min(1, 'Write what the next person should know.')
    .max(500, 'At most 500 characters.')
    .refine(isStorable, 'Use letters, digits or words.'),
});

/** `press`: made by the page, one for each press. */
export const giveGoodwillCodeInput = z.object({
  press: z.string().regex(/^[A-Za-z0-9-]{16,50}$/, 'Reload the page and try again.'),
  saleId,
  by,
  couponId: z.number('Choose a coupon.').int('Choose a coupon.').positive('Choose a coupon.'),
  reason: requiredReason('Say what the code makes up for: it stays with the customer.'),
});

export const findCustomersInput = z.object({
  search: z
    .string('Type it as text.')
    .trim()
    .max(254, 'At most 254 characters.')
    .refine(
      (text) => text.length >= 3 || /^#\d+$/.test(text),
      'Enter at least five digits of a phone number or three letters of an email address.',
    )
    .refine(isStorable, 'Use letters, digits or words.'),
});
