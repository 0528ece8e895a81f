import type { Form } from '@/lib/core/file-reading/table-reading';
import type { CheckedFile } from '@/lib/domain/coupons/imports/summarize-rows';
import type { withJobs } from '@/lib/domain/coupons/imports/testing';

export const headerWords = ['english', 'nepali', 'portuguese', 'unknown', 'two that fit'] as const;
export type HeaderWords = (typeof headerWords)[number];

/** What becomes of a table on its way here; the last two are written without the quotes that they need. */
export const damages = [
  'none',
  'exponent',
  '.0',
  'changed figure',
  'other decimals',
  'total',
  'total in words',
  'page foot',
  'repeated header',
  'extra cell',
  'open quote',
] as const;
export type Damage = (typeof damages)[number];

type AnyImport = ReturnType<typeof withJobs<unknown>>;
type Readable = {
  readHead: AnyImport['readHead'];
  checkFile: (...args: Parameters<AnyImport['checkFile']>) => Promise<CheckedFile>;
};

export type CorpusKind = {
  name: string;
  operations: Readable;
  form: Form;
  /** A row number comes first, and what names a row second. */
  headers: Record<HeaderWords, string[]>;
  /** The columns of the file by those of the form; others are not read. */
  columns: string[];
  rows: string[][];
  /** What of an entry is compared, and what it is for each row. */
  said: (entry: never) => unknown[];
  means: unknown[][];
  /** Rows that are no entry, whatever else is in the file. */
  damaged: Partial<Record<Damage, string[][]>>;
};
