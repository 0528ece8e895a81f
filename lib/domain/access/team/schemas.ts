import { z } from 'zod';
import { calendars, deskLanguageNames } from '@/lib/core/entities/desk-language';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { isStorable } from '@/lib/core/storable-text';
import { roleRef } from '@/lib/domain/access/roles/schemas';
import { identityCheck, unsure } from '@/lib/platform/factors/schemas';
import { userFilters } from './filters';

export const passwordMinimum = 12;
export const passwordMaximum = 128;
/** Those of before may be longer than what is chosen now. */
const longestCurrent = 1_000;

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

const userId = z.number().int().positive();

const integratorId = z.int('Choose an integrator.').positive('Choose an integrator.').nullable().default(null);

export const inviteUserInput = z.object({
  email,
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(100, 'A name has at most 100 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  role: roleRef,
  /** Of a partner: the one that they see; null for every other role. */
  integratorId,
});

/** The operator of a first start may give a shorter password than people may choose. */
export const createUserInput = inviteUserInput.extend({
  password: z.string().min(8).max(passwordMaximum).refine(isStorable, 'Use letters, digits or words.'),
});

export const invitationInput = z.object({ invitationId: z.number().int().positive() });

export const userFilter = z.object({
  ...filterSchemas(userFilters),
  search: z
    .string()
    .max(100)
    .transform((text) => text.replaceAll('\0', '').trim())
    .default(''),
  role: roleRef.optional(),
});

export const listUsersInput = userFilter.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

export const changeRoleInput = z.object({ userId, role: roleRef, integratorId });

export const userInput = z.object({ userId });

/** `withFactors`: who has lost their second factors too, and was made sure of by `identity`. */
export const resetPasswordInput = userInput
  .extend({ withFactors: z.boolean().default(false), identity: identityCheck.nullable().default(null) })
  .superRefine(({ withFactors, identity }, issues) => {
    if (!withFactors || identity !== null) return;
    issues.addIssue({ code: 'custom', path: ['identity'], message: unsure });
  });

/** What no link has is none, however long. */
const token = z.string().max(100);

export const linkInput = z.object({ token });

const notAlike = 'The two are not the same. Type the new password again.';

export const choosePasswordInput = z
  .object({ token, password: newPassword, repeated: z.string() })
  .refine((input) => input.password === input.repeated, { path: ['repeated'], message: notAlike });

export const requestPasswordLinkInput = z.object({ email });

export const changeOwnPasswordInput = z
  .object({
    currentPassword: z.string().min(1, 'Enter the password you sign in with now.').max(longestCurrent),
    newPassword,
    repeated: z.string(),
  })
  .refine((input) => input.newPassword === input.repeated, {
    path: ['repeated'],
    message: notAlike,
  });

export const setOwnMailsInput = z.object({ wanted: z.boolean() });

/** `null`: that of the browser. */
export const setOwnLanguageInput = z.object({ language: z.enum(deskLanguageNames).nullable() });

export const setOwnCalendarInput = z.object({ calendar: z.enum(calendars) });

export const sessionInput = z.object({ sessionId: z.number().int().positive() });
