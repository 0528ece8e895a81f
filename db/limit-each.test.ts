import { sql as statement } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { rateLimits } from '@/db/schema/team';
import { createDatabase, hotSql, jobsDatabase } from './client';
import { withoutLimits } from './limit-each';
import { openTestDatabase } from './testing';

const test = openTestDatabase();

const openPooled = () =>
  createDatabase(test.url, { max: 1, pooled: true, waits: { statementMs: 300, jobStatementMs: 30_000, lockMs: 100 } });

it('behind a pooler, each statement and each transaction has its limits, and the session none', async () => {
  const { db, sql, close } = openPooled();
  const shown = 'show statement_timeout';
  expect(await sql.unsafe(shown)).toMatchObject([{ statement_timeout: '300ms' }]);
  expect(await sql`show lock_timeout`).toMatchObject([{ lock_timeout: '100ms' }]);
  expect(await sql.begin('read only', (tx) => tx.unsafe(shown))).toMatchObject([{ statement_timeout: '300ms' }]);
  expect(await db.transaction((tx) => tx.execute(statement.raw(shown)))).toMatchObject([
    { statement_timeout: '300ms' },
  ]);
  expect(await jobsDatabase(db).execute(statement.raw(shown))).toMatchObject([{ statement_timeout: '30s' }]);
  expect(await withoutLimits(sql).unsafe(shown)).toMatchObject([{ statement_timeout: '0' }]);
  await expect(sql`select pg_sleep(${60})`).rejects.toMatchObject({ code: '57014' });
  await expect(db.transaction((tx) => tx.execute(statement`select pg_sleep(60)`))).rejects.toMatchObject({
    cause: { code: '57014' },
  });
  await close();
});

it('behind a pooler, a wait for a row ends', async () => {
  const { db, close } = openPooled();
  await test.sql`insert into rate_limits values ('held', now(), 1)`;
  await test.sql.begin(async (tx) => {
    await tx`select from rate_limits where key = 'held' for update`;
    await expect(hotSql(db)`select from rate_limits for update`).rejects.toMatchObject({ code: '55P03' });
  });
  await close();
});

it('behind a pooler, no statement keeps a name, and rows come as they do without', async () => {
  const { db, sql, close } = openPooled();
  await sql`insert into rate_limits values (${'named'}, now(), ${1})`;
  await sql.unsafe('select from rate_limits where key = $1', ['named'], { prepare: true });
  const kept = db.select().from(rateLimits).prepare('kept');
  expect(await kept.execute()).toEqual(await test.db.select().from(rateLimits));
  expect(await sql`select from pg_prepared_statements`).toHaveLength(0);
  const rows = await sql`select key, count from rate_limits where key = any (${['named']})`;
  expect(rows).toMatchObject([{ key: 'named', count: 1 }]);
  expect(rows.count).toBe(1);
  await close();
});

it('behind a pooler, a statement that fails is undone and leaves the connection to others', async () => {
  const { sql, close } = openPooled();
  await expect(sql`insert into rate_limits values ('twice', now(), 1), ('twice', now(), 1)`).rejects.toMatchObject({
    code: '23505',
  });
  await expect(
    sql.begin(async (tx) => {
      await tx`insert into rate_limits values ('thrown', now(), 1)`;
      throw new Error('thrown');
    }),
  ).rejects.toThrow('thrown');
  expect(await sql`select from rate_limits where key in ('twice', 'thrown')`).toHaveLength(0);
  await close();
});
