import { z } from 'zod';

export type JobDefinition = {
  /** What a job carries: ids and counts only, since the queue's tables keep it in clear. */
  data: z.ZodObject;
  /** How many run at once in one process. */
  concurrency: number;
  /** A run that takes longer is cancelled and started again. */
  expireInSeconds: number;
  /** Of jobs that are alike in this field of their data, at most this many at once in one process. */
  group?: { by: string; limit: number };
  /** Runs by itself at these times (UTC), without data. */
  cron?: string;
  /** Runs once more when a process starts. */
  atStart?: boolean;
};

/** Every kind of job there is. Its handler is in `lib/worker/start-jobs.ts`. */
export const jobs = {
  'send-delivery': {
    data: z.object({ deliveryId: z.int().positive(), attempt: z.int().positive() }),
    concurrency: 3,
    expireInSeconds: 60,
  },
  // Grouped: an endpoint that does not answer holds few of the workers.
  'send-webhook': {
    data: z.object({
      deliveryId: z.int().positive(),
      endpointId: z.int().positive(),
      attempt: z.int().positive(),
    }),
    concurrency: 8,
    expireInSeconds: 60,
    group: { by: 'endpointId', limit: 2 },
  },
  // A batch of a million takes half a minute; a second run continues where the first one ended.
  'issue-batch': { data: z.object({ batchId: z.int().positive() }), concurrency: 1, expireInSeconds: 3600 },
  'check-upload': { data: z.object({ uploadId: z.int().positive() }), concurrency: 1, expireInSeconds: 1800 },
  // What a crash left, and outcomes that a supplier has not given: neither can wait long, and a run without work is cheap.
  'follow-up-sales': { data: z.object({}), concurrency: 1, expireInSeconds: 600, cron: '* * * * *', atStart: true },
  'sync-supplier': { data: z.object({}), concurrency: 1, expireInSeconds: 300, cron: '*/10 * * * *', atStart: true },
  'notify-low-stock': { data: z.object({}), concurrency: 1, expireInSeconds: 120, cron: '* * * * *' },
  housekeeping: { data: z.object({}), concurrency: 1, expireInSeconds: 600, cron: '17 * * * *' },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]['data']>;

export const jobNames = Object.keys(jobs) as JobName[];
