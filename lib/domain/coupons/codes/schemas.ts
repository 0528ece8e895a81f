import { z } from 'zod';
import { codeSheet } from '@/lib/core/code-sheet';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { badResults } from '@/lib/core/entities/upload-row';
import { fileBody } from '@/lib/core/file-body';
import { instantOrText } from '@/lib/core/instant';
import { isStorable } from '@/lib/core/storable-text';
import { fileReading, fileShape, place } from '@/lib/domain/coupons/files/schemas';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { patternLimits } from './code-pattern';
import { type codeFilterStatuses, codeFilters } from './filters';

export type CodeFilterStatus = (typeof codeFilterStatuses)[number];

const id = z.int().positive();
const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Issued in one transaction while the caller waits. */
export const issuedAtOnce = 10_000;
const count = `must be an integer from 1 to ${issuedAtOnce}`;

export const issueCodesInput = z.object({
  couponId: id,
  count: z.int(count).min(1, count).max(issuedAtOnce, count),
});

/** As a person pastes it: normalized before it is looked up. */
export const typedCode = z.string().max(200, 'must be at most 200 characters');

/** What a list shows, without its page: what an export writes and an action on "all matching" changes. */
export const codeFilter = z.object({
  ...filterSchemas(codeFilters),
  batchId: id.optional(),
  /** The end that masked codes show. */
  lastFour: z
    .string()
    .overwrite(normalizeCode)
    .regex(/^.{1,4}$/u, 'must be the last one to four characters of a code')
    .optional(),
  /** Issued from (inclusive) and until (exclusive). */
  from: instantOrText().optional(),
  until: instantOrText().optional(),
});
export type CodeFilter = z.output<typeof codeFilter>;

export const listCodesInput = z.object({
  couponId: id,
  ...codeFilter.shape,
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});

/** The most codes that are read in clear under one audit row. */
const revealedAtOnce = 10_000;

export const codeInput = z.object({ couponId: id, codeId: id });
export type CodeInput = z.output<typeof codeInput>;

/** `reason`: why somebody needs more than the number of reveals after which that is asked. */
export const revealCodeInput = codeInput.extend({
  reason: z
    .string('Write the reason as text.')
    .trim()
    .max(200, 'At most 200 characters.')
    .refine(isStorable, 'Use letters, digits or words.')
    .optional(),
});

export const findCodeInput = z.object({ code: typedCode.min(1, "can't be blank") });
export const findCodeOfCouponInput = z.object({ couponId: id, code: typedCode });

export const countCodesInput = z.object({ couponId: id });
export const countCodesOutInput = z.object({ couponIds: z.array(id).min(1).max(1000) });
export const revealCodesInput = z.object({ couponId: id, ids: z.array(id).max(revealedAtOnce) });

/** The largest batch. More than `issuedWhileWaiting` are issued by a job. */
export const batchLimit = 1_000_000;
export const issuedWhileWaiting = 1000;
const wholeBatch = `must be an integer from 1 to ${batchLimit}`;

const whole = (from: number, to: number) => {
  const words = `must be an integer from ${from} to ${to}`;
  return z.int(words).min(from, words).max(to, words);
};

export const codePattern = z
  .object({
    prefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(
        new RegExp(`^[0-9A-Z]{0,${patternLimits.prefix}}$`),
        `must be at most ${patternLimits.prefix} letters and digits`,
      ),
    groups: whole(1, patternLimits.groups),
    groupLength: whole(1, patternLimits.groupLength),
    alphabet: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[0-9A-Z]{2,36}$/, 'must be 2 or more letters and digits')
      .refine((characters) => !/[OIL]/.test(characters), 'must be without O, I and L: they are read as 0 and 1')
      .refine((characters) => new Set(characters).size === characters.length, 'must name each character once'),
  })
  .refine(({ groups, groupLength }) => groups * groupLength <= patternLimits.characters, {
    path: ['groupLength'],
    message: `must leave at most ${patternLimits.characters} characters in all groups`,
  });

export const requestBatchInput = z.object({
  couponId: id,
  count: z.int(wholeBatch).min(1, wholeBatch).max(batchLimit, wholeBatch),
  pattern: codePattern.nullable().default(null),
  /** The actor has seen that codes of this pattern can be guessed, and wants them. */
  confirmed: z.boolean().default(false),
});

/** For the job that issues a batch. */
export const issueBatchInput = z.object({
  batchId: id,
  /** Ends when the process stops. */
  signal: z.instanceof(AbortSignal).optional(),
  /** How many codes one transaction writes: a second or two of work, so that progress shows and a cancel is soon seen. */
  chunkSize: z.int().positive().max(batchLimit).default(50_000),
});

export const batchInput = z.object({ couponId: id, batchId: id });
const wrongCost = 'Enter an amount, or leave it empty.';
/** In paisa; null where nobody knows. */
export const setBatchCostInput = batchInput.extend({
  unitCostPaisa: z
    .number(wrongCost)
    .int(wrongCost)
    .min(0, wrongCost)
    .max(Number.MAX_SAFE_INTEGER, wrongCost)
    .nullable(),
});
export const pauseBatchInput = batchInput.extend({ paused: z.boolean() });

export const batchesInput = z.object({ couponId: id });
export const listBatchesInput = batchesInput.extend({
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});

/** The longest selection of single codes. More than a page is chosen as "all matching". */
export const selectionLimit = 1000;
export const codeSelection = z.union([
  z.object({ ids: z.array(id).min(1).max(selectionLimit) }),
  z.object({
    filter: codeFilter,
    /** Without the codes issued after the count was shown. */
    upToId: id.optional(),
  }),
]);
export type CodeSelection = z.input<typeof codeSelection>;

const reason = z.string().trim().max(200, 'must be at most 200 characters').regex(oneLine, 'must be one line of text');

export const countSelectedInput = z.object({ couponId: id, selection: codeSelection });

export const changeCodesInput = z.object({
  couponId: id,
  action: z.enum(['delete', 'restore']),
  selection: codeSelection,
  reason: reason.optional(),
});

export const codeOperationInput = z.object({ couponId: id, operationId: id });

export const exportCodesInput = z.object({
  couponId: id,
  filter: codeFilter,
  /** In clear, for callers that can reveal codes; the reason is recorded. */
  clear: z.object({ reason: reason.min(1, "can't be blank") }).optional(),
  /** Printed as a PDF, which is in clear. */
  sheet: codeSheet.optional(),
});

export const reading = fileReading.extend({ column: place('column that holds the codes', 1) });

export const receiveUploadInput = z.object({
  couponId: id,
  fileName: z
    .string()
    .trim()
    .min(1, "can't be blank")
    .max(200, 'must be at most 200 characters')
    .regex(oneLine, 'must be one line of text'),
  hasCheckCharacters: z.boolean(),
  ...reading.shape,
  shape: fileShape,
  /** CSV or other text, .xlsx or .ods. */
  file: fileBody,
});

/** What is chosen so far; the rest is found. */
export const readUploadHeadInput = reading.partial().extend({
  couponId: id,
  /** Whether it is the whole file; else its last row can be cut off. */
  isWhole: z.boolean(),
  /** The first 64 KiB of text, or the whole of a workbook. */
  file: fileBody,
});

/** `confirmed`: the actor has seen the concerns of the file, and wants its codes. */
export const importUploadInput = z.object({ couponId: id, uploadId: id, confirmed: z.boolean().default(false) });

export const uploadInput = z.object({ couponId: id, uploadId: id });
const oneOfResults = `must be one of ${badResults.join(', ')}`;
/** `result`: those alone that it was the result of. */
export const listBadRowsInput = uploadInput.extend({ result: z.enum(badResults, oneOfResults).optional() });

/** For the jobs that read and compare a file. `signal` ends when the process stops. */
const uploadJob = z.object({ uploadId: id, signal: z.instanceof(AbortSignal).optional() });
export const readUploadInput = uploadJob.extend({
  /** How many rows one transaction stages: a second or so of work, so that progress shows and a cancel is soon seen. */
  chunkSize: z.int().positive().max(batchLimit).default(20_000),
});
export const checkUploadInput = uploadJob.extend({ chunkSize: readUploadInput.shape.chunkSize.default(50_000) });

export const listedCodesInput = z.object({
  couponId: id,
  list: z.array(typedCode).min(1, "can't be empty").max(issuedAtOnce, `must have at most ${issuedAtOnce} codes`),
});
