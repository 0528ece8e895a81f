import { z } from 'zod';
import { holdsContact } from '@/lib/core/holds-contact';
import { normalizeName } from '@/lib/core/normalize-text';
import { isStorable } from '@/lib/core/storable-text';
import { savedListNames } from './lists';

const list = z.enum(savedListNames, 'Choose a list.');
const id = z.number('Choose a view.').int('Choose a view.').positive('Choose a view.');

export const viewNameLength = 60;
const name = z
  .string('Enter a name.')
  .overwrite(normalizeName)
  .min(1, 'Enter a name.')
  .max(viewNameLength, 'The name has at most 60 characters.')
  .refine(isStorable, 'Use letters and digits.')
  .refine((text) => !holdsContact(text), 'Leave out phone numbers and email addresses.');

const unknownFilter = 'The list does not have this filter. Reload the page.';
const unknownColumn = 'The list does not have this column. Reload the page.';

/** Of an address, by name. Which parts a list has, `lists.ts` says. */
const query = z
  .record(z.string(), z.string().min(1, unknownFilter).max(200).refine(isStorable, unknownFilter))
  .refine((parts) => Object.keys(parts).length <= 30, 'A view has at most 30 filters.');

const columns = z
  .array(
    z
      .string()
      .regex(/^[\w.-]{1,60}$/, unknownColumn)
      .refine((column) => !holdsContact(column), unknownColumn),
  )
  .max(60)
  .nullable();

export const listSavedViewsInput = z.object({ list });

const view = z.object({ name, query, columns, isShared: z.boolean() });

/** `isDefault`: the list opens with it from now on. */
export const createSavedViewInput = view.extend({ list, isDefault: z.boolean() });

/** `query` and `columns` stay as they are where they are left out. */
export const updateSavedViewInput = view.partial({ query: true, columns: true }).extend({ id });

/** The fields of the forms of a view. `isReplaced`: it shows what the list shows now. */
export const savedViewForm = z.object({ name, isShared: z.boolean(), isDefault: z.boolean() });
export const editViewForm = z.object({ name, isShared: z.boolean(), isReplaced: z.boolean() });

export const savedViewInput = z.object({ id });

/** `viewId`: null to open the list with everything again. */
export const chooseDefaultViewInput = z.object({ list, viewId: id.nullable() });
