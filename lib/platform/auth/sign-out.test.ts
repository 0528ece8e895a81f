import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { findSessionUser, openSession } from './session';
import { signOut } from './sign-out';
import { makeUserContext } from './testing';

const test = openTestDatabase();

it('ends the session that asked, no other, and audits it once', async () => {
  const { actor, sessionToken, ...ctx } = await makeUserContext(test.db, 'viewer');
  const elsewhere = await openSession(test.db, { userId: actor.id, now: new Date() });
  const here = await findSessionUser(test.db, sessionToken, new Date());
  if (!here) throw new Error('no session');
  await signOut({ ...ctx, actor: here });
  await signOut({ ...ctx, actor: here });
  expect(await findSessionUser(test.db, sessionToken, new Date())).toBeNull();
  expect(await findSessionUser(test.db, elsewhere, new Date())).toMatchObject({ id: actor.id });
  const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, actor.id));
  expect(events.map((event) => event.action)).toEqual(['user.signed_out']);
});
