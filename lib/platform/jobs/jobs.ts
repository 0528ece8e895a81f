import { z } from 'zod';
import { factorChanges } from '@/lib/core/entities/factor-change';

export type JobDefinition = {
  /** What a job carries: ids and counts only, since the queue's tables keep it in clear. */
  data: z.ZodObject;
  /** How many run at once in one process. */
  concurrency: number;
  /** A run that takes longer is cancelled and started again. */
  expireInSeconds: number;
  /** Runs by itself at these times (UTC), without data. */
  cron?: string;
  /** Runs once more when a process starts. */
  atStart?: boolean;
  /** Deletes or ends what is over by the time: nothing that a process does whose clock is wrong. */
  sweeps?: boolean;
};

/** Every kind of job there is. Its handler is in `lib/worker/start-jobs.ts`. */
export const jobs = {
  'send-delivery': {
    data: z.object({ deliveryId: z.int().positive(), attempt: z.int().positive() }),
    concurrency: 3,
    expireInSeconds: 60,
  },
  'send-goodwill': {
    data: z.object({ deliveryId: z.int().positive(), attempt: z.int().positive() }),
    concurrency: 1,
    expireInSeconds: 60,
  },
  // About nobody (`userId` null) where there is no such account: both are asked for alike.
  'send-account-email': {
    data: z.object({
      kind: z.enum(['password_link', 'password_changed', 'new_device', ...factorChanges]),
      userId: z.int().positive().nullable(),
      askedAt: z.int().positive(),
      /** Of `new_device`. */
      deviceId: z.int().positive().optional(),
    }),
    concurrency: 2,
    expireInSeconds: 60,
  },
  // A batch of a million takes half a minute; a second run continues where the first one ended.
  'issue-batch': { data: z.object({ batchId: z.int().positive() }), concurrency: 1, expireInSeconds: 3600 },
  // Two at once, so that a small file does not wait for a large one; a second run continues where the first one ended.
  'read-upload': { data: z.object({ uploadId: z.int().positive() }), concurrency: 2, expireInSeconds: 1800 },
  'check-upload': { data: z.object({ uploadId: z.int().positive() }), concurrency: 2, expireInSeconds: 1800 },
  // As files of codes; the undo of fifty thousand takes some minutes.
  'check-table': { data: z.object({ uploadId: z.int().positive() }), concurrency: 2, expireInSeconds: 1800 },
  'import-table': { data: z.object({ uploadId: z.int().positive() }), concurrency: 2, expireInSeconds: 3600 },
  'undo-import': { data: z.object({ importId: z.int().positive() }), concurrency: 2, expireInSeconds: 3600 },
  // Two million rows take some minutes; one that is begun again begins from the first row.
  'make-export': { data: z.object({ fileId: z.int().positive() }), concurrency: 1, expireInSeconds: 3600 },
  // What a crash left, and outcomes that a supplier has not given: neither can wait long, and a run without work is cheap.
  'follow-up-sales': { data: z.object({}), concurrency: 1, expireInSeconds: 600, cron: '* * * * *', atStart: true },
  'sync-supplier': { data: z.object({}), concurrency: 1, expireInSeconds: 300, cron: '*/10 * * * *', atStart: true },
  'notify-low-stock': { data: z.object({}), concurrency: 1, expireInSeconds: 120, cron: '* * * * *' },
  'mail-pauses': { data: z.object({}), concurrency: 1, expireInSeconds: 120, cron: '* * * * *' },
  'watch-security': { data: z.object({}), concurrency: 1, expireInSeconds: 120, cron: '* * * * *' },
  'chain-audit': { data: z.object({}), concurrency: 1, expireInSeconds: 600, cron: '* * * * *', atStart: true },
  // At night where the desk is, when few sales are under way; on demand with the comparison that a person asked for.
  'compare-khalti': {
    data: z.object({ comparisonId: z.int().positive().optional() }),
    concurrency: 1,
    // Two million sales at a second for each hundred; one of a dead process is begun again after seconds all the same.
    expireInSeconds: 6 * 3600,
    cron: '41 20 * * *',
  },
  // At night where the desk is; what an earlier night did not get to goes in the next one.
  'apply-retention': {
    data: z.object({}),
    concurrency: 1,
    expireInSeconds: 3600,
    cron: '23 21 * * *',
    sweeps: true,
  },
  housekeeping: { data: z.object({}), concurrency: 1, expireInSeconds: 600, cron: '17 * * * *', sweeps: true },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]['data']>;

export const jobNames = Object.keys(jobs) as JobName[];
