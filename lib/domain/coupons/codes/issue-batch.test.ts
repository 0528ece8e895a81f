import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { startJobs } from '@/lib/worker/start-jobs';
import { isWellFormed } from './alphabet';
import { cancelBatch } from './cancel-batch';
import * as encryption from './encrypt-many';
import { issueBatch } from './issue-batch';
import { getBatch, listBatches } from './list-batches';
import { listCodes } from './list-codes';
import { requestBatch } from './request-batch';
import { revealCodes } from './reveal-code';
import { provideIssuing } from './testing';

const { test, admin, support, worker, makeCoupon } = provideIssuing();
const written = async (batchId: number) =>
  Number((await test.sql`select count(*) from codes where batch_id = ${batchId}`)[0]?.count);

async function requested(count: number) {
  const couponId = await makeCoupon();
  const batch = await requestBatch(admin, { couponId, count });
  return { couponId, batchId: batch.id, batch };
}

describe('asking for a batch', () => {
  it('gives up to 1,000 codes at once', async () => {
    const { couponId, batchId, batch } = await requested(1000);
    expect(batch).toMatchObject({ state: 'done', requested: 1000, issued: 1000, kind: 'generated' });
    expect(await written(batchId)).toBe(1000);
    const [event] = await test.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'codes.issued' and ${auditEvents.subjectId} = ${couponId}`);
    expect(event?.data).toEqual({ batchId, count: 1000 });
  });

  it('leaves more to a job, which issues exactly as many, and shows how far it is', { timeout: 90_000 }, async () => {
    const { couponId, batchId, batch } = await requested(25_000);
    expect(batch).toMatchObject({ state: 'queued', issued: 0, finishedAt: null });
    const seen = new Set<number>();
    await startJobs();
    await vi.waitFor(
      async () => {
        const now = await getBatch(support, { couponId, batchId });
        seen.add(now.issued);
        expect(now).toMatchObject({ state: 'done', issued: 25_000, failure: null, finishedAt: expect.any(Date) });
      },
      { timeout: 60_000, interval: 10 },
    );
    expect(await written(batchId)).toBe(25_000);
    expect([...seen].some((issued) => issued > 0 && issued < 25_000)).toBe(true);
    const { rows } = await listCodes(admin, { couponId, batchId, perPage: 1000 });
    const ids = rows.map(({ id }) => id);
    const clear = [...(await revealCodes(admin, { couponId, ids })).values()];
    expect(clear).toHaveLength(1000);
    expect(clear.every((code) => code !== null && isWellFormed(code))).toBe(true);
  });

  it('leaves neither a batch nor a job when it fails on the way', async () => {
    const couponId = await makeCoupon();
    const failing: Context = {
      ...admin,
      db: new Proxy(admin.db, {
        get: (db, key) =>
          key === 'transaction'
            ? (work: (tx: typeof db) => Promise<unknown>) =>
                db.transaction(async (tx) => {
                  await work(tx);
                  throw new Error('the connection broke');
                })
            : Reflect.get(db, key),
      }),
    };
    await expect(requestBatch(failing, { couponId, count: 5000 })).rejects.toThrow('the connection broke');
    expect((await listBatches(admin, { couponId })).rows).toEqual([]);
    const jobs = await test.sql`select from pgboss.job where name = 'issue-batch' and state = 'created'`;
    expect(jobs).toHaveLength(0);
  });

  it('is refused to support, to a key without the scope, and for a coupon that is not there', async () => {
    const couponId = await makeCoupon();
    const reader = await makeKeyContext(test.db, ['coupons:read', 'codes:reveal']);
    for (const count of [1, 2000]) {
      await expect(requestBatch(support, { couponId, count })).rejects.toBeInstanceOf(Forbidden);
      await expect(requestBatch(reader, { couponId, count })).rejects.toBeInstanceOf(Forbidden);
      await expect(requestBatch(admin, { couponId: 999_999, count })).rejects.toBeInstanceOf(NotFound);
    }
    const { batchId } = await requested(2000);
    await expect(cancelBatch(support, { couponId, batchId })).rejects.toBeInstanceOf(Forbidden);
    await expect(cancelBatch(admin, { couponId, batchId })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('a batch that is interrupted', () => {
  it('continues where it was after the process stopped in its middle', async () => {
    const { couponId, batchId } = await requested(6000);
    const stopping = new AbortController();
    const encrypt = encryption.encryptMany;
    let chunks = 0;
    vi.spyOn(encryption, 'encryptMany').mockImplementation((make, count) => {
      if (++chunks === 3) stopping.abort();
      return encrypt(make, count);
    });
    await expect(issueBatch(worker, { batchId, signal: stopping.signal, chunkSize: 1000 })).rejects.toThrow();
    const half = await getBatch(admin, { couponId, batchId });
    expect(half).toMatchObject({ state: 'running', failure: null });
    expect(half.issued).toBeGreaterThan(0);
    expect(half.issued).toBeLessThan(6000);
    expect(await written(batchId)).toBe(half.issued);
    await issueBatch(worker, { batchId });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'done', issued: 6000 });
    expect(await written(batchId)).toBe(6000);
  });

  it('counts what there is after kill -9, and the next run completes it', { timeout: 90_000 }, async () => {
    const { couponId, batchId } = await requested(100_000);
    const script = `
      const { issueBatch } = await import('./lib/domain/coupons/codes/issue-batch.ts');
      const { systemContext, processDatabase } = await import('./lib/platform/context/context.ts');
      await issueBatch(systemContext(processDatabase(), 'issue-batch'), { batchId: ${batchId}, chunkSize: 2000 });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'inherit',
    });
    await vi.waitFor(async () => expect((await getBatch(admin, { couponId, batchId })).issued).toBeGreaterThan(0), {
      timeout: 30_000,
      interval: 20,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const openTransactions = () =>
      test.sql`select from pg_stat_activity where datname = current_database() and xact_start is not null
        and pid <> pg_backend_pid()`;
    await expect.poll(openTransactions).toHaveLength(0);
    const half = await getBatch(admin, { couponId, batchId });
    expect(half.state).toBe('running');
    expect(half.issued).toBeLessThan(100_000);
    expect(await written(batchId)).toBe(half.issued);
    await issueBatch(worker, { batchId });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'done', issued: 100_000 });
    expect(await written(batchId)).toBe(100_000);
  });

  it('never issues more than was asked for, however many runs there are at once or after', async () => {
    const { couponId, batchId } = await requested(3000);
    await Promise.all([1, 2, 3].map(() => issueBatch(worker, { batchId, chunkSize: 500 })));
    await issueBatch(worker, { batchId });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'done', issued: 3000 });
    expect(await written(batchId)).toBe(3000);
  });

  it('keeps what it issued when it is cancelled, and says how much', async () => {
    const { couponId, batchId } = await requested(100_000);
    const running = issueBatch(worker, { batchId, chunkSize: 200 });
    await vi.waitFor(async () => expect((await getBatch(admin, { couponId, batchId })).issued).toBeGreaterThan(0), {
      timeout: 30_000,
      interval: 5,
    });
    const cancelled = await cancelBatch(admin, { couponId, batchId });
    await running;
    expect(cancelled).toMatchObject({ state: 'cancelled', finishedAt: expect.any(Date) });
    expect(await getBatch(admin, { couponId, batchId })).toEqual(cancelled);
    expect(await written(batchId)).toBe(cancelled.issued);
    await expect(cancelBatch(admin, { couponId, batchId })).rejects.toBeInstanceOf(Conflict);
    const [event] = await test.db
      .select({ data: auditEvents.data })
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'codes.cancelled' and ${auditEvents.subjectId} = ${couponId}`);
    expect(event?.data).toEqual({ batchId, requested: 100_000, issued: cancelled.issued });
  });

  it('stops when its coupon is deleted meanwhile', async () => {
    const { couponId, batchId } = await requested(5000);
    await test.db.update(coupons).set({ deletedAt: new Date() }).where(eq(coupons.id, couponId));
    await issueBatch(worker, { batchId });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({
      state: 'failed',
      failure: 'coupon_deleted',
      issued: 0,
    });
  });

  it('is tried again after a fault, and given up with a word after the fifth', async () => {
    const { couponId, batchId } = await requested(5000);
    vi.spyOn(encryption, 'encryptMany').mockRejectedValue(new Error('no entropy'));
    for (let run = 1; run < 5; run++) {
      await expect(issueBatch(worker, { batchId })).rejects.toThrow('no entropy');
      expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'running', failure: 'retrying' });
    }
    await issueBatch(worker, { batchId });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'failed', failure: 'fault' });
    vi.restoreAllMocks();
    await issueBatch(worker, { batchId });
    expect(await written(batchId)).toBe(0);
  });
});

it('lets other work of the process have its turn while it encrypts', async () => {
  const { batchId } = await requested(40_000);
  const encrypt = encryption.encryptMany;
  let [sinceLastTurn, most] = [0, 0];
  vi.spyOn(encryption, 'encryptMany').mockImplementation((make, count) =>
    encrypt(() => {
      most = Math.max(most, ++sinceLastTurn);
      return make();
    }, count),
  );
  // How many codes in one turn, not how long: a time would also have the machine's other work in it.
  let turn = setImmediate(function next() {
    sinceLastTurn = 0;
    turn = setImmediate(next);
  });
  await issueBatch(worker, { batchId, chunkSize: 20_000 });
  clearImmediate(turn);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(10_000);
});
