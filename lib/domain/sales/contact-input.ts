import { z } from 'zod';
import { parseNepaliMobile } from '@/lib/core/phone';

const wrongPhone = 'Enter a Nepali mobile number of 10 digits, such as 986-0848045.';
const wrongEmail = 'Enter an email address, such as name@example.com.';

/** As people write it; comes out as `+97798…`. */
export const customerPhone = z.string(wrongPhone).transform((written, issues) => {
  const phone = parseNepaliMobile(written);
  if (phone) return phone;
  issues.addIssue({ code: 'custom', message: wrongPhone });
  return z.NEVER;
});

export const customerEmail = z
  .string(wrongEmail)
  .trim()
  .toLowerCase()
  .max(254, 'Enter an email address of at most 254 characters.')
  .pipe(z.email(wrongEmail));
