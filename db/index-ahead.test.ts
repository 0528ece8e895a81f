import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { indexAhead } from './index-ahead';
import { makeScratchDir } from './scratch-dir';
import { openTestDatabase } from './testing';

const test = openTestDatabase();
const index = (name: string) => `CREATE INDEX "${name}" ON "rate_limits" USING btree ("count");`;
const later = Date.UTC(2100, 0, 1);
let folder: string;

beforeEach(async () => {
  folder = await makeScratchDir('coupon-desk-migrations-');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await test.sql`drop index if exists probe_idx, other_idx`;
  await test.sql`delete from drizzle.__drizzle_migrations where created_at >= ${later}`;
});

function write(...migrations: string[]): void {
  mkdirSync(path.join(folder, 'meta'));
  const entries = migrations.map((_, idx) => ({ idx, when: later + idx, tag: `000${idx}`, breakpoints: true }));
  writeFileSync(path.join(folder, 'meta/_journal.json'), JSON.stringify({ entries }));
  for (const [n, text] of migrations.entries()) writeFileSync(path.join(folder, `000${n}.sql`), text);
}

const applied = async () =>
  (await test.sql`select created_at from drizzle.__drizzle_migrations where created_at >= ${later}`).length;
const validOf = async (name: string) =>
  (await test.sql`select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`)[0]?.valid;

it('makes an index while others write, and waits for none of them that comes after', async () => {
  write(index('probe_idx'));
  let made: Promise<void> | undefined;
  await test.sql.begin(async (writer) => {
    await writer`insert into rate_limits values ('before', now(), 1)`;
    made = indexAhead(test.sql, folder);
    await expect.poll(() => validOf('probe_idx')).toBe(false);
    await test.sql.begin(async (tx) => {
      await tx`set local lock_timeout = 1000`;
      await tx`insert into rate_limits values ('meanwhile', now(), 1)`;
    });
  });
  await made;
  expect(await validOf('probe_idx')).toBe(true);
  expect(await applied()).toBe(1);
});

it('makes an index again that was left unfinished, and keeps one that is whole', async () => {
  write(`${index('probe_idx')}--> statement-breakpoint\n${index('other_idx')}`);
  await test.sql.unsafe(index('probe_idx'));
  await test.sql.unsafe(index('other_idx'));
  await test.sql`update pg_index set indisvalid = false where indexrelid = 'probe_idx'::regclass`;
  const [before] = await test.sql`select 'other_idx'::regclass::oid as oid`;
  await indexAhead(test.sql, folder);
  expect(await validOf('probe_idx')).toBe(true);
  expect((await test.sql`select 'other_idx'::regclass::oid as oid`)[0]).toEqual(before);
  expect(await applied()).toBe(1);
});

it('drops an index', async () => {
  await test.sql.unsafe(index('probe_idx'));
  write('DROP INDEX "probe_idx";');
  await indexAhead(test.sql, folder);
  expect(await validOf('probe_idx')).toBeUndefined();
});

it('leaves to the migrator what does anything else, and all that comes after it', async () => {
  write('ALTER TABLE "rate_limits" ADD COLUMN "other" integer;', index('probe_idx'));
  await indexAhead(test.sql, folder);
  expect(await applied()).toBe(0);
  expect(await validOf('probe_idx')).toBeUndefined();
});
