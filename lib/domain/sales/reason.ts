import { z } from 'zod';
import { optionalText } from '@/lib/core/optional-text';
import { isStorable } from '@/lib/core/storable-text';

const reason = z
  .string('Write the reason as text.')
  .trim()
  .max(200, 'At most 200 characters.')
  .refine(isStorable, 'Use letters, digits or words.');

/** Why somebody did it, for the history. `words` say what to write. */
export const requiredReason = (words: string) => reason.min(1, words);

/** Where only some people have to give one. */
export const optionalReason = optionalText(reason);
