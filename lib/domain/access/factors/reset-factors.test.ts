import { and, asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { Forbidden, Invalid, NeedsFactorProof, NotFound } from '@/lib/core/errors';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { findOwnFactors } from '@/lib/platform/factors/own-factors';
import { giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { proveByCode, proveByPassword } from './prove';
import { resetFactors, resetFactorsByEmail } from './reset-factors';
import { makeSignedIn, provideDesk, testPassword } from './testing';

const desk = provideDesk({ stepUpMinutes: 5 });
const identity = 'video_call' as const;
const none = { totp: false, passkey: false, recovery: false };

async function makePerson(role: 'admin' | 'support') {
  const person = await makeSignedIn(desk.db, role, desk.clock);
  const { id } = person.ctx.actor;
  const { secret } = await giveTotp(desk.db, id, desk.clock.at);
  return { ...person, ...person.ctx.actor, secret, factors: () => findOwnFactors(desk.db, id) };
}

const auditOf = (userId: number) =>
  desk.db
    .select({ action: auditEvents.action, actorName: auditEvents.actorName })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectKind, 'user'), eq(auditEvents.subjectId, userId)))
    .orderBy(asc(auditEvents.id));

async function securityOf(whose: string) {
  await flushSecurityEvents();
  const rows = await desk.db.select().from(securityEvents).where(eq(securityEvents.kind, 'second_factor.changed'));
  return rows.filter(({ data }) => data.whose === whose);
}

it('a command takes the factors of a lone admin away, ends their sessions and says so', async () => {
  const { id, email, name, factors, isInHere } = await makePerson('admin');
  const operator = { ...systemContext(desk.db, 'npm run reset-factors'), now: () => desk.clock.at };
  expect(await resetFactorsByEmail(operator, { email: ` ${email.toUpperCase()} ` })).toEqual({ id, name });
  expect([await factors(), await isInHere()]).toEqual([none, false]);
  expect(await auditOf(id)).toEqual([{ action: 'user.factors_reset', actorName: 'npm run reset-factors' }]);
  expect(await securityOf(name)).toMatchObject([
    { actorKind: 'system', actorName: 'npm run reset-factors', data: { what: 'factors reset', whose: name } },
  ]);
  await expect(resetFactorsByEmail(operator, { email })).rejects.toMatchObject({ reason: 'no_factor' });
  await expect(resetFactorsByEmail(operator, { email: 'nobody@example.com' })).rejects.toThrow(NotFound);
});

it('nobody without the right takes them away by email or with a password', async () => {
  const { id, email, factors, isInHere } = await makePerson('support');
  const supervisor = await makeUserContext(desk.db, 'supervisor', () => desk.clock.at);
  const key = await makeKeyContext(desk.db, ['coupons:write']);
  for (const ctx of [supervisor, key]) await expect(resetFactorsByEmail(ctx, { email })).rejects.toThrow(Forbidden);
  await expect(resetPassword(supervisor, { userId: id, withFactors: true, identity })).rejects.toThrow(Forbidden);
  expect([await factors(), await isInHere()]).toEqual([{ totp: true, passkey: false, recovery: true }, true]);
});

it('a reset password takes them away where it is asked for, and leaves them otherwise', async () => {
  const { ctx: admin } = await makeSignedIn(desk.db, 'admin', desk.clock);
  const [kept, lost] = [await makePerson('support'), await makePerson('support')];
  await resetPassword(admin, { userId: kept.id });
  await resetPassword(admin, { userId: lost.id, withFactors: true, identity });
  expect([(await kept.factors()).totp, await lost.factors()]).toEqual([true, none]);
  const actions = async (userId: number) => (await auditOf(userId)).map(({ action }) => action);
  expect(await actions(kept.id)).toEqual(['user.password_reset']);
  expect((await actions(lost.id)).toSorted()).toEqual(['user.factors_reset', 'user.password_reset']);
  expect([await securityOf(kept.name), await securityOf(lost.name)]).toMatchObject([[], [{ userId: admin.actor.id }]]);
});

it('a reset password that takes them away needs a fresh proof', async () => {
  const { ctx: admin } = await makeSignedIn(desk.db, 'admin', desk.clock);
  const person = await makePerson('support');
  desk.turn(6 * 60);
  const reset = resetPassword(admin, { userId: person.id, withFactors: true, identity });
  await expect(reset).rejects.toMatchObject({ code: 'needs_proof' });
  expect((await person.factors()).totp).toBe(true);
});

it('who has a second factor shows it to reset those of anybody, and their password is enough for a password', async () => {
  const [admin, one, other] = [await makePerson('admin'), await makePerson('support'), await makePerson('support')];
  await proveByPassword(admin.ctx, { password: testPassword });
  const resets = [
    () => resetFactors(admin.ctx, { userId: one.id, identity }),
    () => resetPassword(admin.ctx, { userId: other.id, withFactors: true, identity }),
  ];
  for (const reset of resets) await expect(reset()).rejects.toBeInstanceOf(NeedsFactorProof);
  await resetPassword(admin.ctx, { userId: other.id });
  expect([(await one.factors()).totp, (await other.factors()).totp]).toEqual([true, true]);
  await proveByCode(admin.ctx, { way: 'totp', code: codeAt(admin.secret, desk.clock.at) });
  for (const reset of resets) await reset();
  expect([await one.factors(), await other.factors()]).toEqual([none, none]);
});

it('who resets them says how they made sure who asks, and the audit keeps it', async () => {
  const { ctx: admin } = await makeSignedIn(desk.db, 'admin', desk.clock);
  const [one, other] = [await makePerson('support'), await makePerson('support')];
  for (const refused of [
    resetFactors(admin, { userId: one.id } as never),
    resetFactors(admin, { userId: one.id, identity: 'by_mail' } as never),
    resetPassword(admin, { userId: one.id, withFactors: true }),
  ]) {
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(refused).rejects.toMatchObject({ fields: { identity: [expect.stringMatching(/made sure/)] } });
  }
  expect((await one.factors()).totp).toBe(true);
  await resetFactors(admin, { userId: one.id, identity: 'in_person' });
  await resetPassword(admin, { userId: other.id, withFactors: true, identity: 'known_number' });
  const rows = await desk.db.select().from(auditEvents).where(eq(auditEvents.action, 'user.factors_reset'));
  const kept = (id: number) => rows.find(({ subjectId }) => subjectId === id)?.data;
  expect([kept(one.id), kept(other.id)]).toMatchObject([{ identity: 'in person' }, { identity: 'known number' }]);
});
