import { sql } from 'drizzle-orm';
import { type Clock, type Db, fromDrizzle, type PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { parseOwn } from '@/lib/core/parse-own';
import { type JobData, type JobName, jobNames, jobs } from './jobs';
import { openBoss } from './prepare-queue';

/** `singletonSeconds`: one job of this key is added in such a time, and others are not. */
export type EnqueueOptions = { startAfter?: Date; singletonKey?: string; singletonSeconds?: number };

/**
 * Adds a job in the caller's transaction: it exists when that commits, and never when it does not. Works in any process,
 * also where no worker runs, on a database that `prepareQueue` has seen.
 */
export async function enqueue<N extends JobName>(
  db: Executor,
  name: N,
  data: JobData<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  const sender = await getSender(db);
  await sender.send(name, dataOf(name, data), {
    db: fromDrizzle(db, sql),
    ...options,
  });
}

/** `enqueue` for several jobs of one kind, in one statement. */
export async function enqueueAll<N extends JobName>(db: Executor, name: N, list: JobData<N>[]): Promise<void> {
  if (list.length === 0) return;
  const sender = await getSender(db);
  await sender.insert(
    name,
    list.map((data) => ({ data: dataOf(name, data) })),
    { db: fromDrizzle(db, sql) },
  );
}

const dataOf = <N extends JobName>(name: N, data: JobData<N>) =>
  parseOwn(`The data of a job ${name}`, jobs[name].data as z.ZodType<object>, data);

const shared = globalThis as { couponDeskSender?: Promise<PgBoss> };

// The sender polls nothing, so its timers would only keep a finished command running.
const clockWithoutIntervals: Clock = {
  now: Date.now,
  setTimeout: (work, ms) => setTimeout(work, ms),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  setInterval: () => undefined,
  clearInterval: () => undefined,
};

/** One for the process: a pg-boss without a pool or workers, which only knows how each queue's jobs are written. */
async function getSender(db: Executor): Promise<PgBoss> {
  shared.couponDeskSender ??= openSender(db);
  try {
    return await shared.couponDeskSender;
  } catch (error) {
    delete shared.couponDeskSender;
    throw error;
  }
}

/** Reads the queues once, over the first caller's connection; that may be a transaction, so it is let go of after. */
async function openSender(db: Executor): Promise<PgBoss> {
  let connection: Db | undefined = fromDrizzle(db, sql);
  const onceConnected: Db = {
    executeSql: (text, values) =>
      connection?.executeSql(text, values) ?? Promise.reject(new Error('The sender has no connection of its own.')),
  };
  const sender = openBoss({
    db: onceConnected,
    clock: clockWithoutIntervals,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  await sender.start();
  const present = new Set((await sender.getQueues(jobNames)).map((queue) => queue.name));
  connection = undefined;
  const missing = jobNames.filter((name) => !present.has(name));
  if (missing.length > 0) throw new Error(`The queue knows no ${missing.join(', ')}: run prepareQueue.`);
  return sender;
}
