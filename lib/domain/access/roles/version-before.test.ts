import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { roleNow } from './testing';

const test = openTestDatabase();

describe('the version before', () => {
  it('takes a role that it does not know for one that can do less', async () => {
    const role = await makeRole(test.db, 'team.write');
    const holders = [await makeUserContext(test.db, 'supervisor'), await makeUserContext(test.db, role)];
    const known = await Promise.all(
      holders.map(async ({ actor }) => (await test.db.select().from(users).where(eq(users.id, actor.id)))[0]?.role),
    );
    expect(known).toEqual(['support', 'viewer']);
  });

  it('can change such a role, and that counts', async () => {
    const role = await makeRole(test.db, 'team.write');
    const holders = [await makeUserContext(test.db, 'supervisor'), await makeUserContext(test.db, role)];
    for (const { actor } of holders) await test.sql`update users set role = 'admin' where id = ${actor.id}`;
    expect(await Promise.all(holders.map((holder) => roleNow(test.db, holder)))).toEqual(['admin', 'admin']);
  });
});
