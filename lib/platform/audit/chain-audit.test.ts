import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatabase } from '@/db/client';
import { auditHeads, auditLinks } from '@/db/schema/audit-chain';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { systemContext } from '@/lib/platform/context/context';
import { keyring, resetKeyring } from '@/lib/platform/keys/keyring';
import { chainAudit } from './chain-audit';
import { signHead, toSignedHead } from './chain-hash';
import { readHeadFile } from './head-file';
import { recordAudit } from './record-audit';
import { verifyChain } from './verify-chain';

let test: TestDatabase;
let folder: string;
let clock: Date;
const file = () => path.join(folder, 'heads.jsonl');
const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');

beforeEach(async () => {
  test = await createTestDatabase({ max: 6 });
  folder = mkdtempSync(path.join(tmpdir(), 'coupon-desk-heads-'));
  clock = new Date('2026-11-03T06:15:00Z');
  vi.stubEnv('AUDIT_HEAD_FILE', file());
  resetEnv();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
  rmSync(folder, { recursive: true, force: true });
  await test.close();
});

const record = (db: TestDatabase['db'], ...subjects: number[]) =>
  recordAudit(
    { ...systemContext(db, 'test'), now: () => clock },
    ...subjects.map((subjectId) => ({
      action: 'coupon.created',
      subjectKind: 'coupon',
      subjectId,
      data: { name: 'é "quoted"', n: subjectId },
    })),
  );

/** A minute later, as the job does it. */
async function chain(): Promise<void> {
  clock = new Date(clock.getTime() + 60_000);
  await chainAudit({ ...systemContext(test.db, 'Chain audit'), now: () => clock });
}

const verify = async () => verifyChain(test.db, await readHeadFile(file()));
const problems = async () => (await verify()).problems;
const closed = async () => Math.max(0, ...(await test.db.select().from(auditHeads)).map(({ closedId }) => closedId));

/** What is there is closed by the second run from now on, whatever other transactions the server has. */
async function chainUntilClosed(id: number): Promise<void> {
  await chain();
  await chain();
  expect(await closed()).toBe(id);
}

describe('the chain of the audit rows', () => {
  it('has every row once, whatever order they commit in, and closes behind them', async () => {
    const { sql: late, close } = createDatabase(test.url, { max: 1 });
    await late`begin`;
    await late`insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id)
      values ('system', 'late', 'coupon.created', 'coupon', 1)`;
    await record(test.db, 2, 3);
    await test.db
      .transaction(async (tx) => {
        await record(tx as never, 4);
        throw new Error('rolled back');
      })
      .catch(() => {});
    for (let minute = 0; minute < 3; minute += 1) await chain();
    expect(await test.db.$count(auditLinks)).toBe(2);
    expect(await closed()).toBe(0);
    expect(await problems()).toEqual([]);
    await late`commit`;
    await close();
    await chainUntilClosed(4);
    const links = await test.sql`select event_id::int from audit_links order by position`;
    expect(links.map(({ event_id }) => event_id)).toEqual([2, 3, 1]);
    await record(test.db, 9);
    expect(await verify()).toMatchObject({ rows: 3, waiting: 1, problems: [] });
  });

  it('takes rows of before it was there, in several steps, and adds nothing while nothing happens', async () => {
    await test.sql`insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id)
      select 'system', 'before', 'coupon.created', 'coupon', n from generate_series(1, 4500) n`;
    await Promise.all([chain(), chain(), chain()]);
    await chainUntilClosed(4500);
    expect(await verify()).toMatchObject({ rows: 4500, problems: [] });
    const heads = await test.db.$count(auditHeads);
    await chain();
    await chain();
    expect(await test.db.$count(auditHeads)).toBe(heads);
  });

  it('closes while thousands of rows come each minute', async () => {
    for (let minute = 0; minute < 3; minute += 1) {
      await test.sql`insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id)
        select 'system', 'busy', 'coupon.created', 'coupon', n from generate_series(1, 2000) n`;
      await chain();
    }
    expect(await closed()).toBeGreaterThan(2000);
    expect(await problems()).toEqual([]);
  });

  it('waits for nobody who adds no row: not here, and not in another database of the server', async () => {
    const other = await createTestDatabase();
    const { sql: here, close } = createDatabase(test.url, { max: 1 });
    const { sql: there, close: closeThere } = createDatabase(other.url, { max: 1 });
    await here`begin`;
    await here`create table elsewhere (id int)`;
    await there`begin`;
    await there`insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id)
      values ('system', 'there', 'coupon.created', 'coupon', 1)`;
    await record(test.db, 1, 2);
    await chainUntilClosed(2);
    await here`rollback`;
    await there`rollback`;
    await Promise.all([close(), closeThere()]);
    await other.close();
  });

  it('keeps its head outside of the database, one a day', async () => {
    await record(test.db, 1);
    await chain();
    await record(test.db, 2);
    await chain();
    clock = new Date('2026-11-04T06:15:00Z');
    await record(test.db, 3);
    await chain();
    const heads = await readHeadFile(file());
    expect(heads.map(({ day, position }) => [day, position])).toEqual([
      ['2026-11-03', 2],
      ['2026-11-04', 3],
    ]);
    expect(await problems()).toEqual([]);
  });

  it('is signed again by another key, and holds without the earlier one', async () => {
    await record(test.db, 1, 2);
    await chain();
    vi.stubEnv('SEALING_KEY', '');
    vi.stubEnv('SEALING_KEYS', `2:${key('t')}`);
    resetEnv();
    resetKeyring();
    await record(test.db, 3);
    await chain();
    expect(await verify()).toMatchObject({ rows: 3, problems: [] });
    expect((await verify()).uncheckedHeads).toBeGreaterThan(0);
  });

  it('goes on in a cluster that a backup was restored into', async () => {
    await record(test.db, 1);
    await chain();
    // There, transactions have smaller numbers than those that were written down.
    const [row] = await test.db.select().from(auditHeads);
    if (!row) throw new Error('There is no head.');
    const ours = { ...toSignedHead(row), markXid: '18446744073709551615' };
    const signature = Buffer.from(signHead(ours, keyring().encryption.active), 'hex');
    await test.db.update(auditHeads).set({ markXid: ours.markXid, signature });
    await record(test.db, 2);
    await chainUntilClosed(2);
  });
});

describe('what was done to them', () => {
  beforeEach(async () => {
    await record(test.db, 1, 2, 3);
    await chain();
    await record(test.db, 4, 5, 6);
    await chainUntilClosed(6);
    expect(await problems()).toEqual([]);
  });

  it.each([
    ["update audit_events set actor_name = 'nobody' where id >= 4", 'changed', 4],
    ["update audit_events set at = at + interval '1 millisecond' where id = 2", 'changed', 2],
    ['update audit_events set data = data || \'{"n": 7}\' where id = 6', 'changed', 6],
    ['update audit_events set subject_id = 9 where id = 1', 'changed', 1],
    ['delete from audit_events where id in (3, 5)', 'removed', 3],
    ['delete from audit_links where event_id = 3; delete from audit_events where id = 3', 'removed', 3],
    ['delete from audit_links where event_id > 4; delete from audit_events where id > 4', 'removed', 5],
    ['delete from audit_links; delete from audit_events', 'removed', 1],
  ])('is found: %s', async (statement, kind, eventId) => {
    await test.sql.unsafe(statement);
    expect((await problems())[0]).toMatchObject({ kind, eventId });
  });

  it.each([0, -5, 1_000_000])('is found when a row is put in as number %i', async (id) => {
    await test.sql`insert into audit_events (id, at, actor_kind, actor_name, action, subject_kind, subject_id)
      overriding system value values (${id}, '2026-11-03', 'system', 'forger', 'coupon.created', 'coupon', 1)`;
    await chain();
    await chain();
    expect(await problems()).toMatchObject([{ kind: 'added', eventId: id }]);
  });

  it('is found when a row is put into a gap that a rollback left', async () => {
    await test.sql.begin(async (sql) => {
      await sql`select nextval('audit_events_id_seq')`;
    });
    await record(test.db, 8);
    await chainUntilClosed(8);
    expect(await problems()).toEqual([]);
    await test.sql`insert into audit_events (id, actor_kind, actor_name, action, subject_kind, subject_id)
      overriding system value values (7, 'system', 'forger', 'coupon.created', 'coupon', 1)`;
    await chain();
    expect(await problems()).toMatchObject([{ kind: 'added', eventId: 7 }]);
  });

  it('is found when everything after it was chained again', async () => {
    await test.sql.begin(async (sql) => {
      await sql`update audit_events set actor_name = 'nobody' where id = 2`;
      await sql`delete from audit_links`;
      const heads = await sql`select * from audit_heads order by id`;
      await sql`delete from audit_heads`;
      expect(heads.length).toBeGreaterThan(1);
    });
    vi.stubEnv('AUDIT_HEAD_FILE', '');
    resetEnv();
    for (let minute = 0; minute < 3; minute += 1) await chain();
    // The database alone agrees with itself; the file knows better.
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    expect(await problems()).toMatchObject([{ kind: 'rewritten' }]);
  });

  it('is found when a whole day is taken out with its heads: the days hang together', async () => {
    for (const day of ['2026-11-10', '2026-11-11']) {
      clock = new Date(`${day}T06:15:00Z`);
      await record(test.db, 8);
      await chain();
    }
    expect(await problems()).toEqual([]);
    await test.sql.begin(async (sql) => {
      await sql`delete from audit_events where id in (select event_id from audit_links where day = '2026-11-10')`;
      await sql`delete from audit_links`;
      await sql`delete from audit_heads`;
    });
    const kept = readFileSync(file(), 'utf8').split('\n');
    writeFileSync(file(), kept.filter((line) => !line.includes('"day":"2026-11-10"')).join('\n'));
    vi.stubEnv('AUDIT_HEAD_FILE', '');
    resetEnv();
    for (let minute = 0; minute < 3; minute += 1) await chain();
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    expect(await problems()).not.toEqual([]);
  });

  it('is found when a head is written by somebody without the key', async () => {
    await test.sql`update audit_heads set closed_id = 0`;
    expect(await problems()).toMatchObject([{ kind: 'forged' }]);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"position":\d+/, '"position":1'));
    await test.sql`delete from audit_heads`;
    expect(await problems()).toMatchObject([{ kind: 'forged' }]);
  });
});
