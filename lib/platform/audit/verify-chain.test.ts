import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { provideChain } from './testing';
import { verifyChain } from './verify-chain';

const { test, clock, file, record, chain, chainUntilClosed, problems } = provideChain();

describe('what was done to audit rows', () => {
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
      clock.at = new Date(`${day}T06:15:00Z`);
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
