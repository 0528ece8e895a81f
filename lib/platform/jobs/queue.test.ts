import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { jobNames } from './jobs';
import { prepareQueue } from './prepare-queue';
import { enqueue, enqueueAll } from './queue';

type JobRow = { data: unknown; state: string; start_after: string; retry_limit: number };

const test = openTestDatabase();

beforeEach(() => test.sql`delete from pgboss.job`);

/** What a new process is: it has sent nothing yet. */
const forgetSender = () => Reflect.deleteProperty(globalThis, 'couponDeskSender');

const listJobs = () =>
  test.sql<JobRow[]>`select data, state, start_after, retry_limit from pgboss.job
    where name = 'send-delivery' order by data->>'deliveryId'`;

describe('enqueue', () => {
  it('adds the job when the transaction commits', async () => {
    await test.db.transaction((tx) => enqueue(tx, 'send-delivery', { deliveryId: 7, attempt: 1 }));
    const jobs = await listJobs();
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({ data: { deliveryId: 7, attempt: 1 }, state: 'created', retry_limit: 50 });
  });

  it('adds nothing when the transaction rolls back', async () => {
    const failing = test.db.transaction(async (tx) => {
      await enqueue(tx, 'send-delivery', { deliveryId: 7, attempt: 1 });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await listJobs()).toHaveLength(0);
  });

  it('takes part in a savepoint of its own', async () => {
    await test.db.transaction(async (tx) => {
      await enqueue(tx, 'send-delivery', { deliveryId: 1, attempt: 1 });
      const inner = tx.transaction(async (savepoint) => {
        await enqueue(savepoint, 'send-delivery', { deliveryId: 2, attempt: 1 });
        throw new Error('inner');
      });
      await expect(inner).rejects.toThrow('inner');
    });
    expect((await listJobs()).map((job) => job.data)).toEqual([{ deliveryId: 1, attempt: 1 }]);
  });

  it('keeps a start time to the millisecond', async () => {
    const startAfter = new Date('2031-02-03T04:05:06.789Z');
    await enqueue(test.db, 'send-delivery', { deliveryId: 7, attempt: 2 }, { startAfter });
    expect(new Date((await listJobs())[0]?.start_after ?? '')).toEqual(startAfter);
  });

  it('adds several jobs in one statement', async () => {
    const list = [1, 2, 3].map((deliveryId) => ({ deliveryId, attempt: 1 }));
    await test.db.transaction((tx) => enqueueAll(tx, 'send-delivery', list));
    expect((await listJobs()).map((job) => job.data)).toEqual(list);
  });

  it('refuses data that the job does not take, before it writes', async () => {
    await expect(enqueue(test.db, 'send-delivery', { deliveryId: 0, attempt: 1 })).rejects.toThrow(
      /data of a job send-delivery.*deliveryId/s,
    );
    expect(await listJobs()).toHaveLength(0);
  });

  it('serves many transactions at once, the first of which reads the queues', async () => {
    forgetSender();
    const ids = Array.from({ length: 40 }, (_, index) => index + 1);
    await Promise.all(
      ids.map((deliveryId) => test.db.transaction((tx) => enqueue(tx, 'send-delivery', { deliveryId, attempt: 1 }))),
    );
    expect(await listJobs()).toHaveLength(40);
  });
});

describe('a database without the queue', () => {
  async function onEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
    const name = `empty_${process.pid}_${Date.now()}`;
    await test.sql.unsafe(`create database ${name} template template0`);
    const url = new URL(test.url);
    url.pathname = `/${name}`;
    try {
      await work(url.href);
    } finally {
      await test.sql.unsafe(`drop database ${name} with (force)`);
    }
  }

  it('is prepared by several processes at once, and again later', async () => {
    await onEmptyDatabase(async (url) => {
      await Promise.all(Array.from({ length: 6 }, () => prepareQueue(url)));
      await prepareQueue(url);
      const { sql: client, close } = createDatabase(url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined });
      const queues =
        await client`select name, heartbeat_seconds, notify from pgboss.queue where name in ${client(jobNames)}`;
      await close();
      expect(queues).toHaveLength(jobNames.length);
      for (const queue of queues) expect(queue).toMatchObject({ heartbeat_seconds: 10, notify: true });
    });
  });

  it('refuses to enqueue until it is prepared', async () => {
    await onEmptyDatabase(async (url) => {
      forgetSender();
      const { db, close } = createDatabase(url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined });
      const job = { deliveryId: 1, attempt: 1 };
      await expect(db.transaction((tx) => enqueue(tx, 'send-delivery', job))).rejects.toThrow('not installed');
      await prepareQueue(url);
      await db.transaction((tx) => enqueue(tx, 'send-delivery', job));
      await close();
    });
  });

  it('brings the settings of a queue up to date', async () => {
    await onEmptyDatabase(async (url) => {
      await prepareQueue(url);
      const { sql: client, close } = createDatabase(url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined });
      await client`update pgboss.queue set heartbeat_seconds = 99, retry_limit = 1 where name = 'send-delivery'`;
      await prepareQueue(url);
      const [queue] =
        await client`select heartbeat_seconds, retry_limit from pgboss.queue where name = 'send-delivery'`;
      await close();
      expect(queue).toEqual({ heartbeat_seconds: 10, retry_limit: 50 });
    });
  });
});

it('leaves our own migrations alone', async () => {
  const rows = await test.db.execute<{ schema: string }>(
    sql`select distinct table_schema as schema from information_schema.tables where table_name = 'job'`,
  );
  expect(rows.map((row) => row.schema)).toEqual(['pgboss']);
});
