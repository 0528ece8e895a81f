import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { passkeys, recoveryCodes, totpSecrets } from '@/db/schema/factors';
import { auditEvents } from '@/db/schema/team';
import { Conflict, Forbidden, Invalid, NotFound, RateLimited } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { takeRecoveryCode } from '@/lib/platform/factors/recovery-codes';
import { takeTotpCode } from '@/lib/platform/factors/take-totp-code';
import { FakePasskey, testSite } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { getOwnFactors } from './get-own-factors';
import { addPasskey, askToAddPasskey, deletePasskey, renamePasskey } from './own-passkeys';
import { proveByPassword } from './prove';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { resetFactors } from './reset-factors';
import { beginTotp, confirmTotp, removeTotp } from './set-up-totp';
import { makeSignedIn, provideDesk, setSecurity, testPassword } from './testing';

const desk = provideDesk({ stepUpMinutes: 0 });
const { clock, turn } = desk;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => base32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

async function setUpTotp(ctx: Context<UserActor>) {
  const secret = fromBase32((await beginTotp(ctx)).text);
  const { recoveryCodes: codes } = await confirmTotp(ctx, { code: codeAt(secret, ctx.now()) });
  return { secret, codes };
}

async function addOne(ctx: Context<UserActor>, name = 'Laptop') {
  const passkey = new FakePasskey();
  const asked = await askToAddPasskey(ctx);
  const { recoveryCodes: codes } = await addPasskey(ctx, { name, answer: passkey.create(asked) });
  return { passkey, codes };
}

const actionsOf = async ({ actor }: Context<UserActor>) => {
  const events = await desk.db.select().from(auditEvents).where(eq(auditEvents.userId, actor.id));
  return events.map((event) => event.action);
};

describe('an authenticator app', () => {
  it('is set up by its first code, ends other sessions and comes with ten codes, once', async () => {
    const { ctx, isInHere, isInElsewhere } = await makeSignedIn(desk.db, 'viewer', clock);
    const begun = await beginTotp(ctx);
    expect(begun.address).toContain(`secret=${begun.text}`);
    expect((await getOwnFactors(ctx)).totpSince).toBeNull();
    await expect(confirmTotp(ctx, { code: '000000' })).rejects.toBeInstanceOf(Invalid);
    expect(await isInElsewhere()).toBe(true);
    const secret = fromBase32(begun.text);
    const { recoveryCodes: codes } = await confirmTotp(ctx, { code: codeAt(secret, clock.at) });
    expect(codes).toHaveLength(10);
    expect([await isInHere(), await isInElsewhere()]).toEqual([true, false]);
    expect(await getOwnFactors(ctx)).toMatchObject({ totpSince: clock.at, recoveryCodesLeft: 10, passkeys: [] });
    expect(await actionsOf(ctx)).toEqual(['user.totp_set_up']);
    const rows = JSON.stringify(await desk.db.select().from(totpSecrets).where(eq(totpSecrets.id, ctx.actor.id)));
    expect(rows).not.toContain(secret.toString('hex'));
    // The code that confirmed it is used up.
    expect(await takeTotpCode(desk.db, ctx.actor.id, codeAt(secret, clock.at), clock.at)).toBe(false);
  });

  it('of before stays good until the new one is confirmed, and its recovery codes after', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    const { secret, codes } = await setUpTotp(ctx);
    turn(60);
    const next = fromBase32((await beginTotp(ctx)).text);
    expect(await takeTotpCode(desk.db, ctx.actor.id, codeAt(secret, clock.at), clock.at)).toBe(true);
    expect(await takeTotpCode(desk.db, ctx.actor.id, codeAt(next, clock.at), clock.at)).toBe(false);
    expect(await confirmTotp(ctx, { code: codeAt(next, clock.at) })).toEqual({ recoveryCodes: null });
    turn(60);
    expect(await takeTotpCode(desk.db, ctx.actor.id, codeAt(secret, clock.at), clock.at)).toBe(false);
    expect(await takeTotpCode(desk.db, ctx.actor.id, codeAt(next, clock.at), clock.at)).toBe(true);
    expect(await takeRecoveryCode(desk.db, ctx.actor.id, codes?.[0] ?? '', clock.at)).toBe(true);
  });

  it('is begun again after a quarter of an hour, confirmed once, and guessed at ten times', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    await expect(confirmTotp(ctx, { code: '123456' })).rejects.toMatchObject({ reason: 'not_begun' });
    const secret = fromBase32((await beginTotp(ctx)).text);
    turn(901);
    await proveByPassword(ctx, { password: testPassword });
    await expect(confirmTotp(ctx, { code: codeAt(secret, clock.at) })).rejects.toMatchObject({ reason: 'not_begun' });
    const again = fromBase32((await beginTotp(ctx)).text);
    const code = codeAt(again, clock.at);
    const results = await Promise.allSettled([confirmTotp(ctx, { code }), confirmTotp(ctx, { code })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await desk.db.$count(recoveryCodes, eq(recoveryCodes.userId, ctx.actor.id))).toBe(10);
    const guesser = await makeSignedIn(desk.db, 'viewer', clock);
    const theirs = fromBase32((await beginTotp(guesser.ctx)).text);
    for (let round = 0; round < 10; round += 1) {
      await expect(confirmTotp(guesser.ctx, { code: 'abcdef' })).rejects.toBeInstanceOf(Invalid);
    }
    await expect(confirmTotp(guesser.ctx, { code: codeAt(theirs, clock.at) })).rejects.toBeInstanceOf(RateLimited);
  });

  it('is removed with the recovery codes, unless the role needs one', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'admin', clock);
    await expect(removeTotp(ctx)).rejects.toMatchObject({ reason: 'no_totp' });
    await setUpTotp(ctx);
    await setSecurity(desk.db, { secondFactorRequired: true });
    await expect(removeTotp(ctx)).rejects.toMatchObject({ reason: 'factor_required' });
    expect((await getOwnFactors(ctx)).totpSince).not.toBeNull();
    await setSecurity(desk.db, { secondFactorRequired: false });
    await removeTotp(ctx);
    expect(await getOwnFactors(ctx)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
  });
});

describe('a passkey', () => {
  it('is added with a name, listed, renamed and deleted; adding and deleting ends other sessions', async () => {
    const { ctx, isInElsewhere } = await makeSignedIn(desk.db, 'viewer', clock);
    const { codes } = await addOne(ctx, ' Work laptop ');
    expect(codes).toHaveLength(10);
    expect(await isInElsewhere()).toBe(false);
    expect((await addOne(ctx, 'Phone')).codes).toBeNull();
    const { passkeys: list } = await getOwnFactors(ctx);
    expect(list.map(({ name }) => name)).toEqual(['Work laptop', 'Phone']);
    expect(JSON.stringify(list)).not.toContain('publicKey');
    const [first, second] = list.map(({ id }) => id);
    await renamePasskey(ctx, { passkeyId: first ?? 0, name: 'Old laptop' });
    await deletePasskey(ctx, { passkeyId: second ?? 0 });
    expect(await getOwnFactors(ctx)).toMatchObject({ passkeys: [{ name: 'Old laptop' }], recoveryCodesLeft: 10 });
    await deletePasskey(ctx, { passkeyId: first ?? 0 });
    expect(await getOwnFactors(ctx)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    const added = ['user.passkey_added', 'user.passkey_added'];
    expect(await actionsOf(ctx)).toEqual([
      ...added,
      'user.passkey_renamed',
      'user.passkey_deleted',
      'user.passkey_deleted',
    ]);
  });

  it("is one's own: nobody renames or deletes another's, or adds with another's challenge", async () => {
    const [one, other] = [await makeSignedIn(desk.db, 'viewer', clock), await makeSignedIn(desk.db, 'admin', clock)];
    await addOne(one.ctx);
    const [passkey] = (await getOwnFactors(one.ctx)).passkeys;
    const passkeyId = passkey?.id ?? 0;
    await expect(renamePasskey(other.ctx, { passkeyId, name: 'Mine' })).rejects.toBeInstanceOf(NotFound);
    await expect(deletePasskey(other.ctx, { passkeyId })).rejects.toBeInstanceOf(NotFound);
    const asked = await askToAddPasskey(one.ctx);
    const answer = new FakePasskey().create(asked);
    await expect(addPasskey(other.ctx, { name: 'Mine', answer })).rejects.toMatchObject({ reason: 'passkey_refused' });
    await addPasskey(one.ctx, { name: 'Mine', answer });
    await expect(addPasskey(one.ctx, { name: 'Again', answer })).rejects.toMatchObject({ reason: 'passkey_refused' });
    expect(await desk.db.$count(passkeys, eq(passkeys.userId, other.ctx.actor.id))).toBe(0);
  });

  it('that is kept already belongs to nobody else', async () => {
    const [one, other] = [await makeSignedIn(desk.db, 'viewer', clock), await makeSignedIn(desk.db, 'viewer', clock)];
    const { passkey } = await addOne(one.ctx);
    const answer = passkey.create(await askToAddPasskey(other.ctx));
    await expect(addPasskey(other.ctx, { name: 'Taken', answer })).rejects.toBeInstanceOf(Invalid);
  });

  it('is made over https or on this machine only', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    const plain = { id: '192.0.2.7', origin: 'http://192.0.2.7:3000' };
    await expect(askToAddPasskey({ ...ctx, site: plain })).rejects.toMatchObject({ reason: 'no_passkeys_here' });
    expect((await getOwnFactors({ ...ctx, site: plain })).canAddPasskey).toBe(false);
    expect((await getOwnFactors({ ...ctx, site: testSite })).canAddPasskey).toBe(true);
  });
});

describe('recovery codes', () => {
  it('are renewed in place of those of before, where there is a factor', async () => {
    const { ctx } = await makeSignedIn(desk.db, 'viewer', clock);
    await expect(renewRecoveryCodes(ctx)).rejects.toBeInstanceOf(Conflict);
    const { codes } = await setUpTotp(ctx);
    const { recoveryCodes: next } = await renewRecoveryCodes(ctx);
    expect(await takeRecoveryCode(desk.db, ctx.actor.id, codes?.[0] ?? '', clock.at)).toBe(false);
    expect(await takeRecoveryCode(desk.db, ctx.actor.id, next[0] ?? '', clock.at)).toBe(true);
    expect((await getOwnFactors(ctx)).recoveryCodesLeft).toBe(9);
  });
});

describe('factors that somebody has lost', () => {
  it('are reset by an admin alone, which ends their sessions', async () => {
    const { ctx: admin } = await makeSignedIn(desk.db, 'admin', clock);
    const { ctx, isInHere } = await makeSignedIn(desk.db, 'support', clock);
    const { secret } = await setUpTotp(ctx);
    await addOne(ctx);
    const userId = ctx.actor.id;
    const reset = { userId, identity: 'in_person' as const };
    for (const role of ['support', 'viewer'] as const) {
      await expect(resetFactors(await makeUserContext(desk.db, role), reset)).rejects.toBeInstanceOf(Forbidden);
    }
    const key = await makeKeyContext(desk.db, ['coupons:write']);
    await expect(resetFactors(key, reset)).rejects.toBeInstanceOf(Forbidden);
    await resetFactors(admin, reset);
    expect(await isInHere()).toBe(false);
    turn(60);
    expect(await takeTotpCode(desk.db, userId, codeAt(secret, clock.at), clock.at)).toBe(false);
    await expect(resetFactors(admin, reset)).rejects.toMatchObject({ reason: 'no_factor' });
    expect(await actionsOf(admin)).toEqual(['user.factors_reset']);
  });
});
