import { z } from 'zod';
import type { Directory } from '@/lib/core/entities/directory';
import type { Fields } from '@/lib/core/entities/field';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { onlyWithProblems } from '@/lib/core/entities/only-with';
import { fieldSchemas, newFieldSchemas, type WordsOf } from '@/lib/core/entities/schemas';
import { normalizeName } from '@/lib/core/normalize-text';
import { entryFilters } from './filters';

const id = z.int().positive();
export const entryInput = z.object({ id });

/** The schema of a new entry, its refusals in these words. Every bad field is named at once. */
export function newEntryInput<FS extends Fields>(fields: FS, words: WordsOf<FS>) {
  const said: Record<string, string> = words;
  return z.object(newFieldSchemas(fields, words)).superRefine(
    (entry, refinement) => {
      for (const [field, refusal] of Object.entries(onlyWithProblems(fields, entry))) {
        refinement.addIssue({ code: 'custom', path: [field], message: said[refusal] ?? refusal });
      }
    },
    // Also when another field is wrong.
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
}

/** Only the keys given change. */
export function changeEntryInput<FS extends Fields>({ fields, words }: Directory<FS>) {
  return z.object(fieldSchemas(fields, words)).partial().extend({ id });
}

const paging = {
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
};

export const exportEntriesInput = z.object({
  /** Part of the name. */
  name: z
    .string()
    .max(200, 'must be at most 200 characters')
    .transform((text) => normalizeName(text.replaceAll('\0', '')))
    .optional(),
  ...filterSchemas(entryFilters),
});

export const listEntriesInput = exportEntriesInput.extend(paging);

export const listUsesInput = z.object({ id, ...paging });
