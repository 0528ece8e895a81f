import { beforeEach, describe, expect, it, vi } from 'vitest';
import { auditCuts, auditHeads, auditLinks } from '@/db/schema/audit-chain';
import { auditEvents } from '@/db/schema/team';
import { resetEnv } from '@/lib/core/env';
import { systemContext } from '@/lib/platform/context/context';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { dropOldAudit } from './drop-old-audit';
import { provideChain } from './testing';
import { verifyChain } from './verify-chain';

const { test, chain } = provideChain();

beforeEach(async () => {
  // What these tests drop is older than the shortest time that can be chosen.
  await test.sql`insert into retention (id, audit_days) values (1, 365)`;
  // Three of 2020, one of 2024 between them, and two of today.
  await record('2020-01-01', '2020-01-02');
  await chain();
  await record('2020-01-03', '2024-01-01', '2020-01-04');
  await record(null, null);
  await chain();
});

async function record(...at: (string | null)[]): Promise<void> {
  for (const one of at) {
    await test.sql`insert into audit_events (at, actor_kind, actor_name, action, subject_kind, subject_id)
      values (coalesce(${one}::timestamptz, now()), 'system', 'test', 'coupon.created', 'coupon', 1)`;
  }
}
/** The first is active; `s` is the one of all other tests. */
function useKeys(...letters: string[]): void {
  const ids: Record<string, number> = { s: 1, t: 2 };
  vi.stubEnv('SEALING_KEY', '');
  vi.stubEnv('SEALING_KEYS', letters.map((one) => `${ids[one]}:${Buffer.alloc(32, one).toString('base64')}`).join(','));
  resetEnv();
  resetKeyring();
}
const drop = (before: string) => dropOldAudit(systemContext(test.db, 'Apply retention'), new Date(before));
const verify = () => verifyChain(test.db, []);
const ids = async () => (await test.sql`select id::int from audit_events order by id`).map(({ id }) => id);

describe('audit rows that were kept long enough', () => {
  it('go from the beginning of the chain on, up to the first that is younger, and the rest holds', async () => {
    expect(await drop('2023-01-01')).toBe(3);
    expect(await ids()).toEqual([4, 5, 6, 7, 8]);
    expect(await verify()).toMatchObject({ dropped: 3, rows: 4, waiting: 1, problems: [] });
    await record(null);
    await chain();
    expect(await verify()).toMatchObject({ dropped: 3, rows: 6, problems: [] });
    const [said] = await test.sql`select data from audit_events where action = 'audit.dropped'`;
    expect(said?.data).toEqual({ rows: 3, upTo: 3, before: '2023-01-01T00:00:00.000Z' });
    expect(await drop('2023-01-01')).toBe(0);
    expect(await test.db.$count(auditCuts)).toBe(1);
    expect(await drop('2025-01-01')).toBe(2);
    expect(await verify()).toMatchObject({ dropped: 5, problems: [] });
    await chain();
    expect(await test.db.$count(auditLinks)).toBe(await test.db.$count(auditEvents));
  });

  it('never are those that the setting keeps, whatever is asked for, nor what was not cut', async () => {
    await expect(drop('2100-01-01')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('not cut there') },
    });
    await test.sql`update retention set audit_days = 36500`;
    await expect(drop('2023-01-01')).rejects.toThrow();
    expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await test.db.$count(auditCuts)).toBe(0);
    expect((await verify()).problems).toEqual([]);
    await expect(test.sql`select drop_audit(100, 100)`).rejects.toThrow('not cut there');
  });

  it.each([
    ['of another hash', "select position, event_id, '\\x00'::bytea from audit_links where position = 3"],
    ['of another row', 'select position, event_id + 1, hash from audit_links where position = 3'],
    ['where there is no link', "select 100, 100, '\\x00'::bytea"],
    ['behind rows of today', 'select position, event_id, hash from audit_links where position = 6'],
    ['at the end of the chain', 'select position, event_id, hash from audit_links where position = 7'],
    ['below a row that is gone', 'select position, event_id, hash from audit_links where position = 3', 2],
  ])('are cut nowhere else: %s', async (_, place, gone = 0) => {
    await test.sql`delete from audit_events where id = ${gone}`;
    const cut = test.sql.unsafe(`insert into audit_cuts (position, event_id, hash, key_id, signature)
      select place.*, 1, '\\x00' from (${place}) place`);
    await expect(cut).rejects.toThrow('not cut there');
  });

  it('are cut again by another key, also once they are gone', async () => {
    await drop('2023-01-01');
    const again = `insert into audit_cuts (position, event_id, hash, key_id, signature)
      select position, event_id, hash, 2, '\\x00' from audit_cuts`;
    await test.sql.unsafe(again);
    expect(await test.db.$count(auditCuts)).toBe(2);
  });

  it('stay while what would go is not what was chained', async () => {
    await test.sql`update audit_events set actor_name = 'nobody' where id = 2`;
    await expect(drop('2023-01-01')).rejects.toThrow('Row 2');
    expect(await ids()).toHaveLength(7);
    expect(await test.db.$count(auditCuts)).toBe(0);
    expect((await verify()).problems).toMatchObject([{ kind: 'changed', eventId: 2 }]);
  });

  it('can be there in part, after a night that ended early, until the next one', async () => {
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
    await test.sql`delete from audit_events`;
    await test.sql`insert into audit_events (at, actor_kind, actor_name, action, subject_kind, subject_id)
      select '2020-01-01', 'system', 'test', 'coupon.created', 'coupon', n from generate_series(1, 1200) n`;
    await record(null);
    await chain();
    const ctx = systemContext(test.db, 'Apply retention');
    expect(await dropOldAudit(ctx, new Date('2025-01-01'), AbortSignal.abort())).toBe(1000);
    expect(await verify()).toMatchObject({ dropped: 1200, rows: 1, problems: [] });
    expect(await drop('2025-01-01')).toBe(200);
    expect(await verify()).toMatchObject({ dropped: 1200, rows: 1, problems: [] });
    expect(await test.db.$count(auditLinks)).toBe(1);
  });
});

describe('a chain that was cut', () => {
  beforeEach(() => drop('2023-01-01'));

  it.each([
    ['delete from audit_links where position = 4; delete from audit_events where id = 4', 'removed'],
    ["update audit_events set actor_name = 'nobody' where id = 5", 'changed'],
    ['delete from audit_cuts', 'removed'],
    ["update audit_cuts set signature = '\\x00'", 'forged'],
    [
      `alter table audit_cuts disable trigger all;
        insert into audit_cuts (position, event_id, hash, key_id, signature)
        select 5, 5, hash, 1, '\\x00' from audit_links where position = 5`,
      'forged',
    ],
    ["update audit_links set hash = '\\x00' where position = 7", 'changed'],
    [
      `insert into audit_events (id, actor_kind, actor_name, action, subject_kind, subject_id)
        overriding system value values (2, 'system', 'forger', 'coupon.created', 'coupon', 1)`,
      'added',
    ],
  ])('shows what was done to it: %s', async (statement, kind) => {
    await chain();
    await chain();
    expect(Math.max(...(await test.db.select().from(auditHeads)).map(({ closedId }) => closedId))).toBeGreaterThan(7);
    await test.sql.unsafe(statement);
    expect((await verify()).problems.map((problem) => problem.kind)).toContain(kind);
  });

  it('is signed again by another key, and holds without the earlier one', async () => {
    useKeys('t');
    expect((await verify()).problems).not.toEqual([]);
    useKeys('t', 's');
    await chain();
    useKeys('t');
    expect(await verify()).toMatchObject({ dropped: 3, problems: [] });
  });
});
