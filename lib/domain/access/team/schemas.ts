import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { roles } from '@/lib/platform/context/roles';

export const passwordMinimum = 12;
export const passwordMaximum = 200;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'An email address has at most 254 characters.')
  .pipe(z.email('Enter an email address, such as name@example.com.'));

const newPassword = z
  .string()
  .min(passwordMinimum, `Use at least ${passwordMinimum} characters; a few words in a row are easy to keep.`)
  .max(passwordMaximum, `Use at most ${passwordMaximum} characters.`)
  .refine((value) => isStorable(value) && value.trim() !== '', 'Use letters, digits or words.');

/** Left out or empty: one is generated and shown once. */
const chosenPassword = z.preprocess((value) => (value === '' ? undefined : value), newPassword.optional());

const role = z.enum(roles, 'Choose a role.');
const userId = z.number().int().positive();

export const createUserInput = z.object({
  email,
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(100, 'A name has at most 100 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  role,
  password: chosenPassword,
});

export const userStates = ['active', 'disabled'] as const;

export const listUsersInput = z.object({
  search: z
    .string()
    .max(100)
    .transform((text) => text.replaceAll('\0', '').trim())
    .default(''),
  role: z.enum(roles).optional(),
  state: z.enum(userStates).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

export const changeRoleInput = z.object({ userId, role });

export const userInput = z.object({ userId });

export const resetPasswordInput = z.object({ userId, password: chosenPassword });

export const changeOwnPasswordInput = z
  .object({
    currentPassword: z.string().min(1, 'Enter the password you sign in with now.').max(passwordMaximum),
    newPassword,
    repeated: z.string(),
  })
  .refine((input) => input.newPassword === input.repeated, {
    path: ['repeated'],
    message: 'The two are not the same. Type the new password again.',
  });

export const sessionInput = z.object({ sessionId: z.number().int().positive() });
