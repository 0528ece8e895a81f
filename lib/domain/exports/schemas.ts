import { z } from 'zod';

const id = z.int().positive();

export const exportFileInput = z.object({ id });

/** A job's. */
export const makeExportInput = z.object({ fileId: id, signal: z.instanceof(AbortSignal).optional() });

const kindWords = 'must be the name of a list that is exported';
export const exportColumnsInput = z.object({ kind: z.string(kindWords).min(1, kindWords).max(50, kindWords) });
