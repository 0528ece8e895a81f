import { beforeEach, describe, expect, it } from 'vitest';
import { provideChain } from './testing';
import { verifyChain } from './verify-chain';

const { test, record, chain, chainUntilClosed } = provideChain();

beforeEach(async () => {
  await record(test.db, 1, 2, 3);
  await chain();
  await record(test.db, 4, 5, 6);
  await chainUntilClosed(6);
});

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
    await record(test.db, 7);
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
      await record(test.db, 7);
      await expect(chain()).rejects.toThrow('The audit chain is not what was signed');
      expect(await test.sql`select from audit_links where event_id = 7`).toEqual([]);
    },
  );
});
