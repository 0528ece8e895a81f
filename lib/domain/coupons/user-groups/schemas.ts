import { z } from 'zod';
import { entryName, type NameWords, nameWords } from '@/lib/domain/coupons/imports/schemas';

/** The schema of a new group, its refusals in these words. */
export const newUserGroupInput = (words: NameWords) => z.object({ name: entryName(words) });

export const createUserGroupInput = newUserGroupInput(nameWords);
export type CreateUserGroupInput = z.output<typeof createUserGroupInput>;

/** Only the keys given change. */
export const updateUserGroupInput = z.object({ id: z.int().positive(), name: entryName(nameWords).optional() });
