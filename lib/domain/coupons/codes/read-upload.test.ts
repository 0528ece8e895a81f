import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { startJobs } from '@/lib/worker/start-jobs';
import { cancelUpload } from './cancel-upload';
import { checkUpload } from './check-upload';
import { getUpload } from './code-upload';
import { generateCode } from './generate-code';
import { importUpload } from './import-upload';
import { readUpload } from './read-upload';
import { receiveUpload } from './receive-upload';
import { inPieces, oneColumn, provideIssuing } from './testing';

const { test, admin, support, worker, makeCoupon } = provideIssuing();

/** More than is read while its sender waits: a line of some hundred characters has one code. */
const note = 'n'.repeat(200);
const lines = (count: number) => Array.from({ length: count }, () => `${generateCode()},${note}`);
const reading = { ...oneColumn, delimiter: 'comma', headerRow: 1 } as const;

async function received(list: string[]) {
  const couponId = await makeCoupon();
  const input = { couponId, fileName: 'large.csv', hasCheckCharacters: false, ...reading };
  const file = inPieces(['code,note', ...list].join('\n'), 64 * 1024);
  return { couponId, ...(await receiveUpload(admin, { ...input, file })) };
}

const left = async (uploadId: number) => {
  const [rows] = await test.sql`select count(*)::int as rows from code_upload_rows where upload_id = ${uploadId}`;
  const [kept] = await test.sql`select count(*)::int as pieces from code_upload_pieces where file_id = ${uploadId}`;
  return { rows: rows?.rows, pieces: kept?.pieces };
};

/** A signal of a process that stops when it is asked for the nth time. */
function stopsAt(times: number): AbortSignal {
  const stopping = new AbortController();
  let asked = 0;
  vi.spyOn(stopping.signal, 'throwIfAborted').mockImplementation(() => {
    if (++asked === times) stopping.abort();
    if (stopping.signal.aborted) throw new Error('stopped');
  });
  return stopping.signal;
}

describe('a large file of codes', () => {
  it('is kept encrypted, read and compared by jobs, and says how far it is', { timeout: 60_000 }, async () => {
    const list = lines(12_000);
    const [first = '', second = ''] = list;
    const { couponId, uploadId } = await received([...list, first, 'x,', second]);
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ state: 'reading', rows: 0, bytesRead: 0 });
    const [piece] = await test.sql`select sealed from code_upload_pieces where file_id = ${uploadId} and place = 0`;
    expect(Buffer.from(piece?.sealed).includes(first.slice(0, 8))).toBe(false);
    await expect(readUpload(worker, { uploadId, chunkSize: 2000, signal: stopsAt(4) })).rejects.toThrow('stopped');
    const half = await getUpload(admin, { couponId, uploadId });
    expect(half).toMatchObject({ state: 'reading', rows: 6000, readToLine: 6001 });
    expect(half.bytesRead).toBeGreaterThan(0);
    expect(half.bytesRead).toBeLessThan(half.bytes);
    await startJobs();
    const state = async () => (await getUpload(admin, { couponId, uploadId })).state;
    await vi.waitFor(async () => expect(await state()).toBe('checked'), { timeout: 40_000, interval: 50 });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({
      ...{ state: 'checked', rows: 12_003, good: 12_000, duplicate: 2, malformed: 1, existing: 0, concerns: [] },
    });
    expect(await left(uploadId)).toEqual({ rows: 12_003, pieces: 0 });
    expect(await importUpload(admin, { couponId, uploadId })).toMatchObject({ requested: 12_000 });
  });

  it('goes on where it was after kill -9', { timeout: 150_000 }, async () => {
    const { couponId, uploadId } = await received(lines(40_000));
    const script = `
      const { readUpload } = await import('./lib/domain/coupons/codes/read-upload.ts');
      const { systemContext, processDatabase } = await import('./lib/platform/context/context.ts');
      await readUpload(systemContext(processDatabase(), 'read-upload'), { uploadId: ${uploadId}, chunkSize: 500 });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'inherit',
    });
    await vi.waitFor(async () => expect((await getUpload(admin, { couponId, uploadId })).rows).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 20,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const killed = await getUpload(admin, { couponId, uploadId });
    expect(killed).toMatchObject({ state: 'reading', rows: (await left(uploadId)).rows });
    expect(killed.rows).toBeLessThan(40_000);
    const [before] = await test.sql`
      select sealed from code_upload_rows where upload_id = ${uploadId} order by line limit 1`;
    await readUpload(worker, { uploadId });
    const [after] = await test.sql`
      select sealed from code_upload_rows where upload_id = ${uploadId} order by line limit 1`;
    expect(after?.sealed).toEqual(before?.sealed);
    await expect(checkUpload(worker, { uploadId, chunkSize: 9000, signal: stopsAt(3) })).rejects.toThrow('stopped');
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ state: 'checking', checkedToLine: 18_001 });
    await checkUpload(worker, { uploadId });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({
      state: 'checked',
      rows: 40_000,
      good: 40_000,
    });
  });

  it('is cancelled at any point, which leaves nothing of it, by people who can import', async () => {
    const { couponId, uploadId } = await received(lines(6000));
    await expect(readUpload(worker, { uploadId, chunkSize: 2000, signal: stopsAt(3) })).rejects.toThrow('stopped');
    await expect(cancelUpload(support, { couponId, uploadId })).rejects.toBeInstanceOf(Forbidden);
    await expect(cancelUpload(admin, { couponId: await makeCoupon(), uploadId })).rejects.toBeInstanceOf(NotFound);
    expect(await left(uploadId)).toMatchObject({ rows: 4000 });
    await cancelUpload(admin, { couponId, uploadId });
    await readUpload(worker, { uploadId });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ state: 'cancelled', rows: 4000 });
    expect(await left(uploadId)).toEqual({ rows: 0, pieces: 0 });
    await expect(cancelUpload(admin, { couponId, uploadId })).rejects.toBeInstanceOf(Conflict);
    const [event] = await test.sql`
      select data from audit_events where action = 'codes.upload_cancelled' and subject_id = ${String(couponId)}`;
    expect(event?.data).toEqual({ uploadId, fileName: 'large.csv', rows: 4000 });
  });

  it('ends a run that is still going when it is cancelled, or when another one begins', async () => {
    const { couponId, uploadId } = await received(lines(6000));
    let asked = 0;
    const signal = new AbortController().signal;
    const then = (work: () => Promise<unknown>) =>
      vi.spyOn(signal, 'throwIfAborted').mockImplementation(() => {
        if (++asked === 2) void work();
      });
    then(() => readUpload(worker, { uploadId }));
    await readUpload(worker, { uploadId, chunkSize: 100, signal });
    await vi.waitFor(async () => expect((await left(uploadId)).rows).toBe(6000), { timeout: 20_000, interval: 20 });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ rows: 6000 });
  });

  it('that does not parse says why, and leaves nothing', async () => {
    const list = [...lines(6000), `"${'x'.repeat(20_000)}`];
    const { couponId, uploadId } = await received(list);
    await readUpload(worker, { uploadId });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({
      ...{ state: 'failed', failure: expect.stringContaining('look for a quote that is not closed') },
    });
    expect(await left(uploadId)).toEqual({ rows: 0, pieces: 0 });
  });
});
