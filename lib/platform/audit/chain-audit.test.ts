import { describe, expect, it, vi } from 'vitest';
import { createDatabase } from '@/db/client';
import { auditHeads, auditLinks } from '@/db/schema/audit-chain';
import { createTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { keyring, resetKeyring } from '@/lib/platform/keys/keyring';
import { signHead, toSignedHead } from './chain-hash';
import { readHeadFile } from './head-file';
import { provideChain } from './testing';

const { test, clock, file, record, chain, closed, chainUntilClosed, verify, problems } = provideChain();
const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');

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
    clock.at = new Date('2026-11-04T06:15:00Z');
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
