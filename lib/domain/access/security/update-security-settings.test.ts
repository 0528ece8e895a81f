import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, sessions } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NeedsProof } from '@/lib/core/errors';
import { findSessionUser } from '@/lib/platform/auth/session';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { getSecuritySettings } from '@/lib/platform/settings/security-settings';
import { updateSecuritySettings } from './update-security-settings';

const test = openTestDatabase();

const limits = { idleMinutes: 30, sessionHours: 12 };
const off = {
  secondFactorRequired: false,
  secondFactorForAll: false,
  stepUpMinutes: 0,
  voidProofPaisa: null,
  ...limits,
};
const on = {
  secondFactorRequired: true,
  secondFactorForAll: false,
  stepUpMinutes: 5,
  voidProofPaisa: 500_000,
  ...limits,
};
beforeEach(async () => {
  await getSecuritySettings(test.db);
  await test.sql`update settings set second_factor_required = false, step_up_minutes = 0,
    void_proof_paisa = null, idle_minutes = 30, session_hours = 12`;
});

/** An admin as the session has them. */
async function makeAdmin() {
  const { sessionToken, ...ctx } = await makeUserContext(test.db, 'admin');
  const actor = await findSessionUser(test.db, sessionToken, new Date());
  if (!actor) throw new Error('no session');
  return { ctx: { ...ctx, actor }, sessionToken };
}

describe('the settings of security', () => {
  it('are off on a database of before, and changed by an admin alone, with an audit row', async () => {
    expect(await getSecuritySettings(test.db)).toEqual(off);
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      await expect(updateSecuritySettings(await makeUserContext(test.db, role), on)).rejects.toBeInstanceOf(Forbidden);
    }
    const key = await makeKeyContext(test.db, ['coupons:write']);
    await expect(updateSecuritySettings(key, on)).rejects.toBeInstanceOf(Forbidden);
    const { ctx } = await makeAdmin();
    expect(await updateSecuritySettings(ctx, on)).toEqual(on);
    expect(await getSecuritySettings(test.db)).toEqual(on);
    const [event] = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, ctx.actor.id));
    expect(event).toMatchObject({
      action: 'settings.security_updated',
      data: { stepUpMinutes: { from: 0, to: 5 }, voidProofPaisa: { from: null, to: 500_000 } },
    });
  });

  it('sign nobody out: an admin without a second factor keeps the session and is led to set one up', async () => {
    const { ctx, sessionToken } = await makeAdmin();
    await updateSecuritySettings(ctx, on);
    expect(await findSessionUser(test.db, sessionToken, new Date())).toMatchObject({ needsFactor: true });
    const supervisor = await makeUserContext(test.db, 'supervisor');
    expect(await findSessionUser(test.db, supervisor.sessionToken, new Date())).toMatchObject({ needsFactor: true });
  });

  it('ask for a second factor of everybody where they say so, and of nobody where they require none', async () => {
    const { ctx } = await makeAdmin();
    const people = await Promise.all((['support', 'viewer'] as const).map((role) => makeUserContext(test.db, role)));
    const needing = async () => {
      const users = people.map(({ sessionToken }) => findSessionUser(test.db, sessionToken, new Date()));
      return (await Promise.all(users)).map((user) => user?.needsFactor ?? false);
    };
    await updateSecuritySettings(ctx, on);
    expect(await needing()).toEqual([false, false]);
    await updateSecuritySettings(ctx, { ...on, secondFactorForAll: true });
    expect(await needing()).toEqual([true, true]);
    const [viewer] = people;
    await expect(updateSecuritySettings(viewer as typeof ctx, off)).rejects.toBeInstanceOf(Forbidden);
    await updateSecuritySettings(ctx, { ...off, secondFactorForAll: true });
    expect(await needing()).toEqual([false, false]);
  });

  it('end sessions that are open as those to come, and never later than they would have', async () => {
    const { ctx, sessionToken } = await makeAdmin();
    const isIn = async (hours: number) =>
      (await findSessionUser(test.db, sessionToken, new Date(Date.now() + hours * 60 * 60_000))) !== null;
    expect(await isIn(11)).toBe(true);
    await updateSecuritySettings(ctx, { ...off, sessionHours: 2 });
    expect([await isIn(1), await isIn(3)]).toEqual([true, false]);
    await updateSecuritySettings(ctx, { ...off, sessionHours: 24 });
    expect([await isIn(1), await isIn(3)]).toEqual([true, false]);
  });

  it('are switched off by a fresh proof only', async () => {
    const { ctx } = await makeAdmin();
    await updateSecuritySettings(ctx, { ...on, secondFactorRequired: false });
    await test.db.update(sessions).set({ provenAt: null }).where(eq(sessions.id, ctx.actor.sessionId));
    await expect(updateSecuritySettings(ctx, off)).rejects.toBeInstanceOf(NeedsProof);
    expect((await getSecuritySettings(test.db)).stepUpMinutes).toBe(5);
  });

  it('refuse what is none, field by field', async () => {
    const { ctx } = await makeAdmin();
    const odd = {
      secondFactorRequired: 'yes',
      secondFactorForAll: 'yes',
      stepUpMinutes: 61,
      voidProofPaisa: -1,
      idleMinutes: 721,
      sessionHours: 25,
    };
    const refused = updateSecuritySettings(ctx, odd as never);
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(refused).rejects.toMatchObject({
      fields: {
        secondFactorRequired: [expect.any(String)],
        secondFactorForAll: [expect.any(String)],
        stepUpMinutes: [expect.any(String)],
        voidProofPaisa: [expect.any(String)],
        idleMinutes: [expect.any(String)],
        sessionHours: [expect.any(String)],
      },
    });
  });
});
