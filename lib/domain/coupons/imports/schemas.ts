import { z } from 'zod';
import { fileBody } from '@/lib/core/file-body';
import { fileShape, tableReading } from '@/lib/domain/coupons/files/schemas';

export const importedRowsLimit = 50_000;

/** What is chosen so far; the rest is found. */
export const readTableHeadInput = tableReading.partial().extend({
  /** Whether it is the whole file; else its last row can be cut off. */
  isWhole: z.boolean(),
  /** The first 64 KiB of text, or the whole of a workbook. */
  file: fileBody,
});

export const fileInput = tableReading.extend({
  /** CSV or other text, .xlsx or .ods. */
  file: fileBody,
});

export const receiveFileInput = fileInput.extend({
  fileName: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text')
    .default(''),
  shape: fileShape,
});

const uploadId = z.int('must be the id of a file').positive('must be the id of a file');
export const uploadInput = z.object({ id: uploadId });

export const startImportInput = uploadInput.extend({
  /** The actor has seen the rows that look like totals or repeated headers, and leaves them out. */
  confirmed: z.boolean().default(false),
  /** The actor has seen the warnings of the new rows, and means them. */
  meant: z.boolean().default(false),
});

const signal = z.instanceof(AbortSignal).optional();
const partSize = z.int().min(1).max(1000).optional();
/** `partSize`: how many rows go into one transaction. */
export const runUploadInput = z.object({ uploadId, signal, partSize });

export const listImportsInput = z.object({}).default({});

const importId = z.int('must be the id of an import').positive('must be the id of an import');
export const undoImportInput = z.object({ id: importId });
export const runUndoInput = z.object({ importId, signal, partSize });
