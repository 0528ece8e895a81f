import { z } from 'zod';
import { fileBody } from '@/lib/core/file-body';

/** What user groups and TVOD prices, the platform's own things that coupons are limited to, have in common. */
export const directoryStates = ['active', 'archived'] as const;

const id = z.int().positive();
export const entryInput = z.object({ id });

/** The refusals of a name as the API writes them; a form has its own. */
export const nameWords = {
  blank: "can't be blank",
  long: 'must be at most 200 characters',
  line: 'must be one line of text',
  /** Among those that are not archived, without regard to case. */
  taken: 'has already been taken',
};
export type NameWords = typeof nameWords;

export const entryName = (words: NameWords) =>
  z
    .string(words.blank)
    .trim()
    .min(1, words.blank)
    .max(200, words.long)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, words.line);

const paging = {
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
};

export const listEntriesInput = z.object({
  /** Part of the name. */
  name: z
    .string()
    .max(200, 'must be at most 200 characters')
    .transform((text) => text.replaceAll('\0', '').trim())
    .optional(),
  state: z.enum(directoryStates, 'must be active or archived').default('active'),
  ...paging,
});
export type ListEntriesInput = z.input<typeof listEntriesInput>;

export const listUsesInput = z.object({ id, ...paging });
export type ListUsesInput = z.input<typeof listUsesInput>;

export const importedRowsLimit = 50_000;
export const importedBytes = 16 * 1024 * 1024;
export const fileInput = z.object({
  /** A CSV file. */
  file: fileBody,
});
export const importFileInput = fileInput.extend({
  fileName: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, nameWords.line)
    .default(''),
});
