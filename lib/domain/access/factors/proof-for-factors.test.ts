import { expect, it } from 'vitest';
import { NeedsFactorProof, NeedsProof } from '@/lib/core/errors';
import { completeSignIn } from '@/lib/platform/auth/complete-sign-in';
import { findSessionUser } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { FakePasskey, giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { getOwnFactors } from './get-own-factors';
import { addPasskey, askToAddPasskey, deletePasskey } from './own-passkeys';
import { askToProve, proveByCode, proveByPasskey, proveByPassword } from './prove';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { resetFactors } from './reset-factors';
import { beginTotp, confirmTotp, removeTotp } from './set-up-totp';
import { makeSignedIn, provideDesk, testPassword } from './testing';

const desk = provideDesk({ stepUpMinutes: 0 });
const { clock, turn } = desk;

/** Somebody with an app, in a session that was opened with their password. */
async function makeOwner() {
  const { ctx } = await makeSignedIn(desk.db, 'admin', clock);
  return { ctx, ...(await giveTotp(desk.db, ctx.actor.id, clock.at)) };
}

const answer = { id: 'x', rawId: 'x', type: 'public-key' as const };
const changes: [string, (ctx: Context<UserActor>) => Promise<unknown>][] = [
  ['takes no app away', (ctx) => removeTotp(ctx)],
  ['moves no app to another phone', (ctx) => beginTotp(ctx)],
  ['confirms no other app', (ctx) => confirmTotp(ctx, { code: '123456' })],
  ['makes no recovery codes', (ctx) => renewRecoveryCodes(ctx)],
  ['asks for no passkey of their own', (ctx) => askToAddPasskey(ctx)],
  [
    'adds no passkey of their own',
    (ctx) =>
      addPasskey(ctx, {
        name: 'Mine',
        answer: { ...answer, response: { clientDataJSON: 'x', attestationObject: 'x' } },
      }),
  ],
  ['deletes no passkey', (ctx) => deletePasskey(ctx, { passkeyId: 1 })],
  ['resets no factors of their own', (ctx) => resetFactors(ctx, { userId: ctx.actor.id, identity: 'in_person' })],
];

it.each(changes)('a password alone %s', async (_, change) => {
  const { ctx } = await makeOwner();
  await proveByPassword(ctx, { password: testPassword });
  await expect(change(ctx)).rejects.toBeInstanceOf(NeedsFactorProof);
  expect((await getOwnFactors(ctx)).totpSince).not.toBeNull();
});

it('a code of the app, a recovery code and a passkey are enough, for this session and ten minutes', async () => {
  const { ctx, secret, recoveryCodes } = await makeOwner();
  const other = { ...ctx, actor: (await makeSignedIn(desk.db, 'admin', clock)).ctx.actor };
  await proveByCode(ctx, { way: 'totp', code: codeAt(secret, clock.at) });
  await expect(beginTotp({ ...ctx, actor: { ...ctx.actor, sessionId: other.actor.sessionId } })).rejects.toThrow(
    NeedsFactorProof,
  );
  const passkey = new FakePasskey();
  await addPasskey(ctx, { name: 'Laptop', answer: passkey.create(await askToAddPasskey(ctx)) });
  turn(601);
  await expect(removeTotp(ctx)).rejects.toBeInstanceOf(NeedsFactorProof);
  await proveByCode(ctx, { way: 'recovery_code', code: recoveryCodes[0] ?? '' });
  await renewRecoveryCodes(ctx);
  turn(601);
  await proveByPasskey(ctx, { answer: passkey.get(await askToProve(ctx)) });
  await removeTotp(ctx);
  expect(await getOwnFactors(ctx)).toMatchObject({ totpSince: null, passkeys: [{ name: 'Laptop' }] });
});

it('the latest proof counts: a password after a factor is a password', async () => {
  const { ctx, secret } = await makeOwner();
  await proveByCode(ctx, { way: 'totp', code: codeAt(secret, clock.at) });
  await proveByPassword(ctx, { password: testPassword });
  await expect(removeTotp(ctx)).rejects.toBeInstanceOf(NeedsFactorProof);
});

it.each(['totp', 'recovery_code', 'passkey', 'passkey_alone', 'password', 'provider'] as const)(
  'a sign-in by %s counts for what it showed',
  async (way) => {
    const { ctx } = await makeOwner();
    const source = { address: '192.0.2.7' };
    const { sessionToken } = await completeSignIn(desk.db, { user: ctx.actor, source, way }, clock.at);
    const actor = await findSessionUser(desk.db, sessionToken, clock.at);
    const removed = removeTotp({ ...ctx, actor: actor ?? ctx.actor });
    if (way === 'password' || way === 'provider') await expect(removed).rejects.toBeInstanceOf(NeedsFactorProof);
    else await removed;
  },
);

it('a password is enough for people without a second factor, and for those of somebody else', async () => {
  const { ctx } = await makeSignedIn(desk.db, 'admin', clock);
  turn(601);
  await expect(beginTotp(ctx)).rejects.toSatisfy(
    (error) => error instanceof NeedsProof && !(error instanceof NeedsFactorProof),
  );
  await proveByPassword(ctx, { password: testPassword });
  await beginTotp(ctx);
  const owner = await makeOwner();
  await resetFactors(ctx, { userId: owner.ctx.actor.id, identity: 'in_person' });
});
