'use server';

import { action } from '@/app/session/action';
import {
  archiveEntry,
  createEntry,
  restoreEntry,
  updateEntry,
} from '@/lib/domain/coupons/directories/entry-of-directory';

export const createEntryAction = action(createEntry);
export const updateEntryAction = action(updateEntry);
export const archiveEntryAction = action(archiveEntry);
export const restoreEntryAction = action(restoreEntry);
