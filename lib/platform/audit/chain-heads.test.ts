import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditHeads } from '@/db/schema/audit-chain';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { systemContext } from '@/lib/platform/context/context';
import { chainAudit } from './chain-audit';
import { checkHead, toSignedHead } from './chain-hash';
import { recordAudit } from './record-audit';
import { verifyChain } from './verify-chain';

let test: TestDatabase;
let clock: Date;

beforeEach(async () => {
  test = await createTestDatabase({ max: 2 });
  clock = new Date('2026-11-03T06:15:00Z');
  await record(1, 2, 3);
  await chain();
  await record(4, 5, 6);
  await chainUntilClosed(6);
});
afterEach(() => test.close());

const record = (...subjects: number[]) =>
  recordAudit(
    systemContext(test.db, 'test'),
    ...subjects.map((subjectId) => ({ action: 'coupon.created', subjectKind: 'coupon', subjectId, data: {} })),
  );

/** A minute later, as the job does it. */
async function chain(): Promise<void> {
  clock = new Date(clock.getTime() + 60_000);
  await chainAudit({ ...systemContext(test.db, 'Chain audit'), now: () => clock });
}

async function chainUntilClosed(id: number): Promise<void> {
  await chain();
  await chain();
  const heads = (await test.db.select().from(auditHeads)).map(toSignedHead);
  const good = heads.filter((head) => checkHead(head) === 'good');
  expect(Math.max(...good.map(({ closedId }) => closedId))).toBe(id);
}

const verify = () => verifyChain(test.db, []);
const problems = async () => (await verify()).problems;

describe('a chain that somebody wrote to', () => {
  it.each([
    ['of another key', 'position', 'closed_id + 1000000000', 99],
    ['of another key, ahead', 'position + 9', 'closed_id + 1000000000', 99],
    ['with another signature', 'position + 9', 'closed_id + 1000000000', 1],
  ])('is not gone on from: a head %s that somebody added', async (_, position, closedId, keyId) => {
    await test.sql.unsafe(`
      insert into audit_heads (at, day, position, hash, closed_id, mark_id, mark_xid, key_id, signature)
      select at, day, ${position}, hash, ${closedId}, ${closedId}, '1', ${keyId}, '\\x00' from audit_heads order by id desc limit 1`);
    const ahead = position !== 'position';
    expect(await problems()).toMatchObject(ahead ? [{ kind: 'forged', eventId: null }] : []);
    await record(7);
    await chainUntilClosed(7);
    expect(await verify()).toMatchObject({ rows: 7, waiting: 0, problems: ahead ? [{ kind: 'forged' }] : [] });
  });

  it('is not gone on from: an earlier head that somebody added once more', async () => {
    await test.sql`insert into audit_heads (at, day, position, hash, closed_id, mark_id, mark_xid, key_id, signature)
      select at, day, position, hash, closed_id, mark_id, mark_xid, key_id, signature from audit_heads order by id limit 1`;
    await test.sql`insert into audit_events (id, actor_kind, actor_name, action, subject_kind, subject_id)
      overriding system value values (-5, 'system', 'forger', 'coupon.created', 'coupon', 1)`;
    await chain();
    expect(await problems()).toMatchObject([{ kind: 'added', eventId: -5 }]);
  });

  it.each(["update audit_links set hash = '\\x00' where position = 6", 'delete from audit_links where position = 6'])(
    'is not chained on to: %s',
    async (statement) => {
      await test.sql.unsafe(statement);
      await record(7);
      await expect(chain()).rejects.toThrow('The audit chain is not what was signed');
      expect(await test.sql`select from audit_links where event_id = 7`).toEqual([]);
    },
  );
});
