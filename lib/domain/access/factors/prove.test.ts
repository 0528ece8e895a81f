import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { securityEvents } from '@/db/schema/security';
import { Conflict, Invalid, NeedsProof, NeedsSecondFactor, RateLimited } from '@/lib/core/errors';
import { changeOwnPassword } from '@/lib/domain/access/team/change-own-password';
import { listOwnSessions } from '@/lib/domain/access/team/list-own-sessions';
import { signOut } from '@/lib/platform/auth/sign-out';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { FakePasskey, giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { getOwnFactors } from './get-own-factors';
import { addPasskey, askToAddPasskey, deletePasskey } from './own-passkeys';
import { askToProve, listProofWays, proveByCode, proveByPasskey, proveByPassword } from './prove';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { beginTotp, confirmTotp, removeTotp } from './set-up-totp';
import { makeSignedIn, provideDesk, setSecurity, testPassword } from './testing';

const desk = provideDesk({ stepUpMinutes: 5 });
const { clock, turn } = desk;

const sensitive = operation(null, noInput, async () => 'done', { freshProof: true });
const large = operation(null, z.object({ size: z.number() }), async () => 'done', {
  freshProof: (_ctx, { size }) => size > 10,
});

/** Somebody whose proof at sign-in has ended. */
async function makeStale() {
  const signedIn = await makeSignedIn(desk.db, 'viewer', clock);
  turn(301);
  return signedIn;
}

it('is a security event where it fails, also beyond the limit, and so is a wrong password of one’s own', async () => {
  const { ctx } = await makeStale();
  await giveTotp(desk.db, ctx.actor.id, clock.at);
  const change = { currentPassword: 'wrong', newPassword: 'seven green bottles', repeated: 'seven green bottles' };
  for (let guess = 0; guess < 12; guess += 1) {
    await expect(proveByCode(ctx, { way: 'totp', code: '000000' })).rejects.toThrow();
    await expect(proveByPassword(ctx, { password: 'wrong' })).rejects.toThrow();
    await expect(changeOwnPassword(ctx, change)).rejects.toThrow();
  }
  await flushSecurityEvents();
  const events = await desk.db.select().from(securityEvents).where(eq(securityEvents.userId, ctx.actor.id));
  const failed = events.filter(({ kind }) => kind === 'second_factor.failed');
  const counts = Map.groupBy(failed, ({ data }) => (data as { what: string }).what);
  for (const what of ['confirmation by code', 'confirmation by password', 'the own password, to change it']) {
    expect(counts.get(what)?.reduce((sum, { count }) => sum + count, 0)).toBe(12);
  }
});

describe('what needs a fresh proof', () => {
  it('goes on for five minutes after the sign-in, and is refused then', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    expect(await sensitive(ctx)).toBe('done');
    turn(300);
    expect(await sensitive(ctx)).toBe('done');
    turn(1);
    await expect(sensitive(ctx)).rejects.toBeInstanceOf(NeedsProof);
    await expect(beginTotp(ctx)).rejects.toBeInstanceOf(NeedsProof);
  });

  it('is decided by the input where it says so, after the input is read', async () => {
    const { ctx } = await makeStale();
    expect(await large(ctx, { size: 10 })).toBe('done');
    await expect(large(ctx, { size: 11 })).rejects.toBeInstanceOf(NeedsProof);
    await expect(large(ctx, { size: 'x' } as never)).rejects.toBeInstanceOf(Invalid);
  });

  it('is not asked of keys, of the system, or while the settings say 0', async () => {
    const { ctx } = await makeStale();
    expect(await sensitive(await makeKeyContext(desk.db, ['coupons:read']))).toBe('done');
    expect(await sensitive(systemContext(desk.db, 'Test'))).toBe('done');
    await setSecurity(desk.db, { stepUpMinutes: 0 });
    expect(await sensitive(ctx)).toBe('done');
    await setSecurity(desk.db, { stepUpMinutes: 60 });
    expect(await sensitive(ctx)).toBe('done');
  });

  it('is asked for every change of factors after ten minutes, whatever the settings say', async () => {
    for (const stepUpMinutes of [0, 60]) {
      await setSecurity(desk.db, { stepUpMinutes });
      const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
      turn(600);
      const answer = new FakePasskey().create(await askToAddPasskey(ctx));
      turn(1);
      for (const change of [
        () => beginTotp(ctx),
        () => confirmTotp(ctx, { code: '123456' }),
        () => removeTotp(ctx),
        () => renewRecoveryCodes(ctx),
        () => askToAddPasskey(ctx),
        () => addPasskey(ctx, { name: 'Laptop', answer }),
        () => deletePasskey(ctx, { passkeyId: 1 }),
      ]) {
        await expect(change()).rejects.toBeInstanceOf(NeedsProof);
      }
      await proveByPassword(ctx, { password: testPassword });
      await beginTotp(ctx);
    }
  });

  it('is refused to a session from before proofs were noted', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    await desk.db.execute(sql`update sessions set proven_at = null where id = ${ctx.actor.sessionId}`);
    await expect(sensitive(ctx)).rejects.toBeInstanceOf(NeedsProof);
  });
});

describe('a proof', () => {
  it('by the password is good for this session alone, and guessing is limited', async () => {
    const { ctx } = await makeStale();
    await expect(proveByPassword(ctx, { password: 'wrong' })).rejects.toBeInstanceOf(Invalid);
    await expect(sensitive(ctx)).rejects.toBeInstanceOf(NeedsProof);
    await proveByPassword(ctx, { password: testPassword });
    expect(await sensitive(ctx)).toBe('done');
    const [elsewhere] = (await listOwnSessions(ctx)).filter(({ isThis }) => !isThis);
    const other = { ...ctx, actor: { ...ctx.actor, sessionId: elsewhere?.id ?? 0 } };
    await expect(sensitive(other)).rejects.toBeInstanceOf(NeedsProof);
    for (let round = 0; round < 10; round += 1) {
      await expect(proveByPassword(other, { password: 'wrong' })).rejects.toBeInstanceOf(Invalid);
    }
    await expect(proveByPassword(other, { password: testPassword })).rejects.toBeInstanceOf(RateLimited);
  });

  it('by a code of the app or of recovery uses it up', async () => {
    const { ctx } = await makeStale();
    expect(await listProofWays(ctx)).toEqual({ totp: false, passkey: false, recovery: false, providers: [] });
    const { secret, recoveryCodes } = await giveTotp(desk.db, ctx.actor.id, clock.at);
    expect(await listProofWays(ctx)).toMatchObject({ totp: true, passkey: false, recovery: true });
    const code = codeAt(secret, clock.at);
    await proveByCode(ctx, { way: 'totp', code });
    expect(await sensitive(ctx)).toBe('done');
    await expect(proveByCode(ctx, { way: 'totp', code })).rejects.toBeInstanceOf(Invalid);
    turn(301);
    await proveByCode(ctx, { way: 'recovery_code', code: recoveryCodes[0] ?? '' });
    expect(await sensitive(ctx)).toBe('done');
    await expect(proveByCode(ctx, { way: 'recovery_code', code: recoveryCodes[0] ?? '' })).rejects.toThrow(Invalid);
    const other = await makeStale();
    await expect(proveByCode(other.ctx, { way: 'recovery_code', code: recoveryCodes[1] ?? '' })).rejects.toThrow(
      Invalid,
    );
  });

  it('by a passkey takes one challenge, of the one who asked', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    const passkey = new FakePasskey();
    await addPasskey(ctx, { name: 'Laptop', answer: passkey.create(await askToAddPasskey(ctx)) });
    turn(301);
    const other = await makeStale();
    const theirs = passkey.get(await askToProve(other.ctx));
    await expect(proveByPasskey(ctx, { answer: theirs })).rejects.toBeInstanceOf(Conflict);
    const answer = passkey.get(await askToProve(ctx));
    await expect(proveByPasskey(other.ctx, { answer })).rejects.toBeInstanceOf(Conflict);
    await proveByPasskey(ctx, { answer });
    expect(await sensitive(ctx)).toBe('done');
    await expect(proveByPasskey(ctx, { answer })).rejects.toBeInstanceOf(Conflict);
    await expect(sensitive(other.ctx)).rejects.toBeInstanceOf(NeedsProof);
  });
});

describe('a role that needs a second factor', () => {
  it('can do nothing without one but set one up, prove who it is and sign out', async () => {
    await setSecurity(desk.db, { secondFactorRequired: true });
    const { ctx, read } = await makeSignedIn(desk.db, 'admin', clock);
    expect(ctx.actor.needsFactor).toBe(true);
    await expect(sensitive(ctx)).rejects.toBeInstanceOf(NeedsSecondFactor);
    await expect(listOwnSessions(ctx)).rejects.toBeInstanceOf(NeedsSecondFactor);
    await proveByPassword(ctx, { password: testPassword });
    expect((await getOwnFactors(ctx)).totpSince).toBeNull();
    const passkey = new FakePasskey();
    await addPasskey(ctx, { name: 'Laptop', answer: passkey.create(await askToAddPasskey(ctx)) });
    const after: Context<UserActor> = { ...ctx, actor: await read() };
    expect(after.actor.needsFactor).toBeUndefined();
    expect(await sensitive(after)).toBe('done');
  });

  it('signs out without one, and other roles are not asked', async () => {
    await setSecurity(desk.db, { secondFactorRequired: true });
    const { ctx, isInHere } = await makeSignedIn(desk.db, 'admin', clock);
    await signOut(ctx);
    expect(await isInHere()).toBe(false);
    for (const role of ['support', 'viewer'] as const) {
      expect((await makeSignedIn(desk.db, role, clock)).ctx.actor.needsFactor).toBeUndefined();
    }
  });
});
