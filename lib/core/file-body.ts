import { z } from 'zod';

/** A file as it arrives, in pieces; never the whole of it in memory. */
export type FileBody = AsyncIterable<Uint8Array>;

/** The schema of a use case's file: what cannot be read in pieces, a request without a body too, holds no rows. */
export const fileBody = z.custom<FileBody>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  'holds no rows',
);
