import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { type FileFormat, fileFormats } from '@/lib/core/table-file';
import { decryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { cookieOf, makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { workerNodeOptions } from '@/lib/platform/process/worker-node-options';
import { ask } from './ask';
import { median, report, timed } from './measure';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/codes.ts [how many] [files]`: codes at a million, each figure next to its limit from the same run.
 * `files`: only what comes of files, with codes that are issued for it.
 */
const count = Number(process.argv[2] ?? 1_000_000);
const isOfFiles = process.argv[3] === 'files';
const mebibyte = 1024 * 1024;
const ms = (value: number) => `${value.toFixed(2)} ms`;

const bench = await openBench();
const { db, sql } = bench;

try {
  const couponId = await issue();
  const { server, port } = await bench.serve('--expose-gc');
  if (!isOfFiles) {
    await list(port, couponId);
    await search(port, couponId);
  }
  const worker = bench.start('work.ts', '--expose-gc', ...workerNodeOptions);
  await once(worker, 'message');
  const desk = [server, worker];
  for (const as of fileFormats) await exportAll(desk, port, couponId, as);
  for (const as of fileFormats) await validateAll(desk, port, couponId, as);
} finally {
  await bench.close();
}

async function seconds(work: () => PromiseLike<unknown>): Promise<number> {
  return (await timed(work)) / 1000;
}

async function issue(): Promise<number> {
  const ctx = systemContext(db, 'bench');
  const coupon = await createCoupon(ctx, createCouponInput.parse({ code: 'bench', discount: 10, duration: 'once' }));
  const batch = await requestBatch(ctx, { couponId: coupon.id, count });
  await sql`checkpoint`;
  const issuing = await seconds(() => issueBatch(ctx, { batchId: batch.id }));
  if (isOfFiles) return coupon.id;
  const copying = await copyBare(sql);
  const ratio = issuing / copying;
  console.log(`${count.toLocaleString('en-US')} codes; limits in brackets are this machine's own, in this run`);
  report('issue, encrypted, counted and resumable', `${issuing.toFixed(1)} s`);
  report('  bare COPY of the same rows', `${copying.toFixed(1)} s`, '(the limit)');
  report('  ratio', ratio.toFixed(2), 'at most 1.50', ratio <= 1.5);
  const other = await createCoupon(ctx, createCouponInput.parse({ code: 'other', discount: 10, duration: 'once' }));
  const newest = await requestBatch(ctx, { couponId: other.id, count: Math.max(1, Math.floor(count / 10)) });
  await issueBatch(ctx, { batchId: newest.id });
  await sql`vacuum analyze codes`;
  return coupon.id;
}

/** The same rows, in the same order, as they are: nothing generated, encrypted, checked or counted. */
async function copyBare(sql: Sql): Promise<number> {
  const columns = 'coupon_id, batch_id, digest, sealed, sealing_key_id, last_four, created_at';
  await sql`create table bare (like codes including all)`;
  await sql`alter table bare add foreign key (coupon_id) references coupons,
    add foreign key (batch_id) references code_batches`;
  const rows: Buffer[] = [];
  const source = sql.unsafe(`copy (select ${columns} from codes order by id) to stdout (format binary)`);
  for await (const piece of await source.readable()) rows.push(piece as Buffer);
  await sql`checkpoint`;
  const copying = await seconds(async () => {
    const sink = await sql.unsafe(`copy bare (${columns}) from stdin (format binary)`).writable();
    await pipeline(Readable.from(rows), sink);
  });
  await sql`drop table bare`;
  return copying;
}

/** Milliseconds that an answer takes. */
function answered(answer: () => ReturnType<typeof ask>): Promise<number> {
  return timed(async () => {
    const { status } = await answer();
    if (status !== 200) throw new Error(`The server answered ${status}.`);
  });
}

async function list(port: number, couponId: number): Promise<void> {
  const { key } = await makeKeyContext(db, ['coupons:read']);
  const headers = { authorization: `Bearer ${key}` };
  const page = (query: string) =>
    ask(`http://127.0.0.1:${port}/management/coupons/${couponId}/codes.json?${query}`, { headers });
  const pages = Math.min(10_000, Math.floor(count / 50));
  const before = JSON.parse((await page(`page=${pages - 1}`)).text) as { codes_pagination: { next: string } };
  const after = `after=${encodeURIComponent(before.codes_pagination.next)}`;
  const first: number[] = [];
  const far: number[] = [];
  for (let round = 0; round < 400; round++) {
    first.push(await answered(() => page('page=1')));
    far.push(await answered(() => page(after)));
  }
  const ratio = median(far.slice(50)) / median(first.slice(50));
  report('first page over HTTP, median', ms(median(first.slice(50))));
  report(`  page ${pages.toLocaleString('en-US')} by cursor`, ms(median(far.slice(50))));
  report('  ratio', ratio.toFixed(2), 'at most 1.20', ratio <= 1.2);
}

async function search(port: number, couponId: number): Promise<void> {
  const { key } = await makeKeyContext(db, ['coupons:read']);
  const headers = { authorization: `Bearer ${key}` };
  const sample = await sql<{ digest: Buffer; sealed: Buffer; sealing_key_id: number }[]>`
    select digest, sealed, sealing_key_id from codes where coupon_id = ${couponId} order by digest limit 1000`;
  const overHttp: number[] = [];
  const statement: number[] = [];
  const hello: number[] = [];
  for (const row of sample) {
    const code = decryptCode({ ...row, sealingKeyId: row.sealing_key_id }).toLowerCase();
    const url = `http://127.0.0.1:${port}/management/coupons/${couponId}/codes.json?page=1&code=${code}`;
    overHttp.push(await answered(() => ask(url, { headers })));
    hello.push(await answered(() => ask(`http://127.0.0.1:${port}/`)));
    statement.push(
      await timed(() => sql`select id, status from codes where digest = ${row.digest} and coupon_id = ${couponId}`),
    );
  }
  const found = median(overHttp.slice(100));
  report('exact search over HTTP, median', ms(found), 'under 2.00 ms', found < 2);
  const bare = `${ms(median(statement.slice(100)))} + ${ms(median(hello.slice(100)))}`;
  report('  bare statement + bare HTTP answer', bare, '(the limit)');
}

/** What the work takes in time, and how much more memory the processes hold together meanwhile than before it, at the most. */
async function measured(desk: ChildProcess[], what: string, work: () => Promise<string>, most: number): Promise<void> {
  for (const process of desk) {
    process.send('collect');
    await once(process, 'message');
  }
  const heldBy = ({ pid }: ChildProcess) =>
    Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  const idle = desk.map(heldBy);
  let peak = idle.map(() => 0);
  const sumOf = (of: number[]) => of.reduce((all, one) => all + one, 0);
  const look = setInterval(() => {
    const above = desk.map((process, at) => heldBy(process) - (idle[at] ?? 0));
    if (sumOf(above) > sumOf(peak)) peak = above;
  }, 10);
  let note = '';
  const took = await seconds(async () => {
    note = await work();
  });
  clearInterval(look);
  report(what, `${took.toFixed(1)} s`, note);
  const each = peak.map((kibibytes) => (kibibytes / 1024).toFixed(0)).join(' + ');
  const holds = sumOf(peak) <= most * 1024;
  report('  peak memory above idle, API + worker', `${each} MiB`, `at most ${most} MiB`, holds);
}

async function fromDesk() {
  return { cookie: await cookieOf(await makeUserContext(db, 'admin')), 'sec-fetch-site': 'same-origin' };
}

async function exportAll(desk: ChildProcess[], port: number, couponId: number, as: FileFormat): Promise<void> {
  const headers = { ...(await fromDesk()), 'content-type': 'application/json' };
  const body = JSON.stringify({ couponId, filter: {}, clear: { reason: 'bench' } });
  const url = `http://127.0.0.1:${port}/api/desk/code-exports?as=${as}`;
  const cursor = await seconds(async () => {
    for await (const _ of sql`select * from codes where coupon_id = ${couponId} order by id desc`.cursor(2000)) {
      // Only walked through.
    }
  });
  const download = async () => {
    const asked = await ask(url, { method: 'POST', headers, body });
    if (asked.status === 200) return `${(asked.bytes / mebibyte).toFixed(0)} MiB`;
    if (asked.status !== 202) throw new Error(`The export answered ${asked.status}.`);
    const { fileId } = JSON.parse(asked.text) as { fileId: number };
    await isDone('done', async () => {
      const { text } = await ask(`http://127.0.0.1:${port}/api/desk/exports`, { headers });
      return (JSON.parse(text) as { rows: { id: number; state: string }[] }).rows.find(({ id }) => id === fileId);
    });
    const file = `http://127.0.0.1:${port}/api/desk/exports/${fileId}`;
    const answer = await ask(file, { method: 'POST', headers, body: '{}' }, false);
    if (answer.status !== 200) throw new Error(`The download answered ${answer.status}.`);
    return `${(answer.bytes / mebibyte).toFixed(0)} MiB`;
  };
  await measured(desk, `export in clear, made and downloaded, .${as}`, download, 100);
  report('  bare cursor over the same rows', `${cursor.toFixed(1)} s`, '(the limit)');
}

/** Asks for something that jobs make until its state is the last one. */
async function isDone(last: string, read: () => Promise<{ state: string } | undefined>): Promise<void> {
  for (;;) {
    const state = (await read())?.state;
    if (state === last) return;
    if (state === 'failed') throw new Error('A job failed.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A file of new codes, as a person sends it: kept, staged, and compared with each other and all there are. */
async function validateAll(desk: ChildProcess[], port: number, couponId: number, as: FileFormat): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => [`N${at}`, generateCode()]);
  const text = () => Buffer.from([['Nr', 'Code'], ...rows].map((row) => row.join()).join('\n'));
  const table = {
    name: 'codes',
    rows: (async function* () {
      yield [['Nr', 'Code'], ...rows];
    })(),
  };
  const file = as === 'csv' ? text() : Buffer.from(await new Response(writeWorkbook(table)).arrayBuffer());
  const readAs = as === 'csv' ? 'encoding=utf-8&delimiter=comma' : 'sheet=1';
  const query = `couponId=${couponId}&fileName=codes.${as}&hasCheckCharacters=false&${readAs}&headerRow=1&column=2`;
  const url = `http://127.0.0.1:${port}/api/desk/uploads/codes?${query}`;
  const headers = await fromDesk();
  let uploadId = 0;
  const validate = async () => {
    const answer = await ask(url, { method: 'POST', headers, body: file });
    if (answer.status !== 200) throw new Error(`The file was refused: ${answer.text}`);
    ({ uploadId } = JSON.parse(answer.text) as { uploadId: number });
    const staged = `http://127.0.0.1:${port}/api/desk/uploads/codes/${uploadId}?couponId=${couponId}`;
    await isDone('checked', async () => JSON.parse((await ask(staged, { headers })).text));
    return `${(file.length / mebibyte).toFixed(0)} MiB`;
  };
  await measured(desk, `validate: received, encrypted and compared by jobs, .${as}`, validate, 100);
  const [found] = await sql`select good, rows from code_uploads where id = ${uploadId}`;
  report('  good rows', String(found?.good), `of ${found?.rows}`, Number(found?.good) === count);
  await sql`create table bare_rows (like code_upload_rows including all)`;
  await sql`checkpoint`;
  const copying = await seconds(
    () => sql`insert into bare_rows select * from code_upload_rows where upload_id = ${uploadId}`,
  );
  report('  bare copy of the same rows', `${copying.toFixed(1)} s`, '(the limit)');
  await sql`drop table bare_rows`;
}
