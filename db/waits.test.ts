import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { createDatabase, hotReadSql, hotSql, jobsDatabase, rawSql, readsOf } from './client';
import { openTestDatabase } from './testing';

const test = openTestDatabase({ max: 4 });
const killed: (() => void)[] = [];
afterAll(() => {
  for (const kill of killed) kill();
});

/** Another process of the desk, in the middle of a transaction that holds a row. */
const holding = `
  import { createDatabase } from './db/client.ts';
  const [url] = process.argv.slice(-1);
  const { sql } = createDatabase(url, { waits: { idleTransactionMs: 400 } });
  await sql.begin(async (tx) => {
    await tx\`insert into rate_limits values ('one', now(), 1)\`;
    console.info('held');
    await new Promise(() => setInterval(() => {}, 1000));
  });`;

it('a process that freezes in a transaction holds others for as long as the settings say', async () => {
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', holding, test.url]);
  killed.push(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  holder.kill('SIGSTOP');
  await test.sql`insert into rate_limits values ('one', now(), 2)`;
  expect(await test.sql`select count from rate_limits where key = 'one'`).toMatchObject([{ count: 2 }]);
});

it('ends a statement, and a wait for a lock, in every pool when its time is over', async () => {
  const { db, sql, close } = createDatabase(test.url, { waits: { statementMs: 300, lockMs: 100 } });
  await sql`insert into rate_limits values ('two', now(), 1)`;
  await expect(sql`select pg_sleep(60)`).rejects.toMatchObject({ code: '57014' });
  const holder = await test.sql.reserve();
  await holder`begin`;
  await holder`select from rate_limits where key = 'two' for update`;
  for (const pool of [sql, hotSql(db), hotReadSql(db), rawSql(readsOf(db))]) {
    await expect(pool`select from rate_limits for update`).rejects.toMatchObject({ code: '55P03' });
  }
  await holder`rollback`;
  holder.release();
  await close();
});

it('gives background work more time than requests', async () => {
  const { db, sql, close } = createDatabase(test.url, { waits: { statementMs: 200, jobStatementMs: 30_000 } });
  await expect(sql`select pg_sleep(0.5)`).rejects.toMatchObject({ code: '57014' });
  await jobsDatabase(db).$client`select pg_sleep(0.5)`;
  await close();
});
