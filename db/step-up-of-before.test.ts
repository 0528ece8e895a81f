import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeScratchDir } from './scratch-dir';
import { openTestDatabase } from './testing';

const tag = '0087_safeguards';
const test = openTestDatabase({ max: 1 });
let folder: string;

// A database as it was before that migration.
beforeAll(async () => {
  folder = await makeScratchDir('coupon-desk-migrations-');
  cpSync('drizzle', folder, { recursive: true });
  const journal = path.join(folder, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] };
  const earlier = entries.slice(
    0,
    entries.findIndex((entry) => entry.tag === tag),
  );
  writeFileSync(journal, JSON.stringify({ ...rest, entries: earlier }));
  await test.sql.unsafe('drop schema public cascade; drop schema drizzle cascade; create schema public');
  await test.sql.unsafe('create extension if not exists pg_trgm');
  await runMigrations(test.db, { migrationsFolder: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

class Undo extends Error {}

/** What the migration makes of it, which is undone. */
async function afterUpgrade(before: (tx: TransactionSql) => Promise<unknown>) {
  let minutes: unknown;
  let said: unknown[] = [];
  const upgraded = test.sql.begin(async (tx) => {
    await before(tx);
    const [{ last } = { last: 0 }] = await tx`select coalesce(max(id), 0)::int as last from audit_events`;
    const statements = readFileSync(path.join(folder, `${tag}.sql`), 'utf8').split('--> statement-breakpoint');
    for (const statement of statements) await tx.unsafe(statement);
    minutes = (await tx`select step_up_minutes from settings`)[0]?.step_up_minutes;
    said = [...(await tx`select actor_name, data from audit_events where id > ${last}`)];
    throw new Undo();
  });
  await expect(upgraded).rejects.toBeInstanceOf(Undo);
  return { minutes, said };
}

const withSetting = (tx: TransactionSql, minutes: number) =>
  tx`insert into settings (id, step_up_minutes) values (1, ${minutes})`;
const changed = (tx: TransactionSql, data: Record<string, unknown>) => tx`
  insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id, data)
  values ('system', 'test', 'settings.security_updated', 'settings', 1, ${JSON.stringify(data)}::text::jsonb)`;

it('gives a desk of before the five minutes of a new one, and says so', async () => {
  const said = [{ actor_name: 'Upgrade', data: { stepUpMinutes: { from: 0, to: 5 } } }];
  expect(await afterUpgrade((tx) => withSetting(tx, 0))).toEqual({ minutes: 5, said });
  const otherChosen = async (tx: TransactionSql) => {
    await withSetting(tx, 0);
    await changed(tx, { idleMinutes: { from: 30, to: 10 } });
  };
  expect(await afterUpgrade(otherChosen)).toEqual({ minutes: 5, said });
});

it('leaves what somebody chose, and a database without settings', async () => {
  const chosen = async (tx: TransactionSql) => {
    await withSetting(tx, 0);
    await changed(tx, { stepUpMinutes: { from: 5, to: 0 } });
  };
  expect(await afterUpgrade(chosen)).toEqual({ minutes: 0, said: [] });
  expect(await afterUpgrade((tx) => withSetting(tx, 10))).toEqual({ minutes: 10, said: [] });
  expect(await afterUpgrade(async () => {})).toEqual({ minutes: undefined, said: [] });
});
