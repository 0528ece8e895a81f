import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '@/db/schema/team';
import { NeedsProof } from '@/lib/core/errors';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { noFourEyes, readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, admin, second, integrator, call } = provideLimits();
const reason = 'tests';
const givesCredit = ['integrators.read', 'integrators.write', 'money.read'] as const;

describe('credit', () => {
  it('in parts, within a day, counts together: of one person to one integrator, without what was approved or taken back', async () => {
    const other = (await makeKeyContext(test.db, ['nettv:sell'])).actor.integratorId;
    const clock = { at: new Date() };
    const giver = await makeUserContext(test.db, await makeRole(test.db, ...givesCredit), () => clock.at);
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const move = (amountPaisa: number, to = other) => ({ integratorId: to, amountPaisa, reason });
    await topUpCredit(giver, move(60));
    await correctCredit(giver, move(40));
    await expect(topUpCredit(giver, move(1))).rejects.toThrow(/within a day needs a second person/);
    const id = await ask(giver, correctCredit(giver, move(1)));
    await approve(second, { id });
    await topUpCredit(giver, move(100, integrator.actor.integratorId));
    await topUpCredit(second, move(100));
    await correctCredit(giver, move(-30));
    await topUpCredit(giver, move(30));
    clock.at = new Date(clock.at.getTime() + 25 * 3_600_000);
    await topUpCredit(giver, move(100));
  });

  it('in two parts at the same instant is given once', async () => {
    const { integratorId: to } = (await makeKeyContext(test.db, ['nettv:sell'])).actor;
    const giver = await makeUserContext(test.db, await makeRole(test.db, ...givesCredit));
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const parts = Array.from({ length: 4 }, () => topUpCredit(giver, { integratorId: to, amountPaisa: 60, reason }));
    const done = await Promise.allSettled(parts);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readBalance(test.db, to)).availablePaisa).toBe(60);
  });

  it('up to the amount is moved by one person, above it by two; less is taken by one', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const { integratorId } = integrator.actor;
    const move = (amountPaisa: number) => ({ integratorId, amountPaisa, reason });
    const before = (await readBalance(test.db, integratorId)).availablePaisa;
    await topUpCredit(admin, move(100));
    await draftOf(topUpCredit(admin, move(101)));
    await correctCredit(admin, move(-200));
    const id = await ask(admin, correctCredit(admin, move(101)));
    expect((await readBalance(test.db, integratorId)).availablePaisa).toBe(before - 100);
    await approve(second, { id });
    expect((await readBalance(test.db, integratorId)).availablePaisa).toBe(before + 1);
  });

  it('is also a limit that is raised above it, and not one that is lowered', async () => {
    const { integratorId } = integrator.actor;
    await setCreditTerms(admin, { integratorId, limitPaisa: 900, lowCreditPaisa: null });
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    await setCreditTerms(admin, { integratorId, limitPaisa: 800, lowCreditPaisa: 5 });
    const id = await ask(admin, setCreditTerms(admin, { integratorId, limitPaisa: 801, lowCreditPaisa: 5 }));
    expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  });

  it('and a limit that is raised count together within a day', async () => {
    const { integratorId: to } = (await makeKeyContext(test.db, ['nettv:sell'])).actor;
    const giver = await makeUserContext(test.db, await makeRole(test.db, ...givesCredit));
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const raise = (limitPaisa: number) => setCreditTerms(giver, { integratorId: to, limitPaisa, lowCreditPaisa: null });
    await topUpCredit(giver, { integratorId: to, amountPaisa: 60, reason });
    await expect(raise(41)).rejects.toThrow(/within a day needs a second person/);
    await raise(40);
    await expect(topUpCredit(giver, { integratorId: to, amountPaisa: 1, reason })).rejects.toThrow(/within a day/);
    await raise(0);
    const parts = [raise(40), topUpCredit(giver, { integratorId: to, amountPaisa: 40, reason })];
    const done = await Promise.allSettled(parts);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('comes with a new key up to the amount alone', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const key = { name: 'Shop', scopes: ['nettv:sell' as const] };
    await expect(createIntegratorKey(admin, { ...key, creditPaisa: 101 })).rejects.toMatchObject({
      fields: { creditPaisa: [/needs a second person/] },
    });
    await createIntegratorKey(admin, { ...key, creditPaisa: 100 });
    await createIntegratorKey(systemContext(test.db, 'npm run key'), { ...key, creditPaisa: 101 });
  });

  it('with further keys of an integrator, or of integrators that one person just made, counts together', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const maker = await makeUserContext(
      test.db,
      await makeRole(test.db, ...givesCredit, 'products.read', 'sales.sell'),
    );
    const key = (name: string, creditPaisa: number) =>
      createIntegratorKey(maker, { name, scopes: ['nettv:sell'], creditPaisa });
    const tooMuch = { fields: { creditPaisa: [/needs a second person/] } };
    const { integratorId: known } = await key(integrator.actor.integratorName, 60);
    await expect(key(integrator.actor.integratorName, 41)).rejects.toMatchObject(tooMuch);
    await expect(topUpCredit(maker, { integratorId: known, amountPaisa: 41, reason })).rejects.toThrow(/within a day/);
    const { integratorId: first } = await key('First of a day', 60);
    await expect(key('Second of a day', 41)).rejects.toMatchObject(tooMuch);
    const { integratorId: second } = await key('Second of a day', 0);
    await expect(topUpCredit(maker, { integratorId: second, amountPaisa: 41, reason })).rejects.toThrow(/within a day/);
    await topUpCredit(maker, { integratorId: second, amountPaisa: 40, reason });
    const at = ['A', 'B', 'C', 'D'].map((name) => key(`Another ${name}`, 60));
    const done = await Promise.allSettled(at);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(0);
    await correctCredit(maker, { integratorId: first, amountPaisa: -60, reason });
    const again = await Promise.allSettled(['E', 'F', 'G'].map((name) => key(`Another ${name}`, 60)));
    expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

it('a void above the amount is refused to a key, and one up to it is not', async () => {
  const buyer = await makeBuyer(test.db, 2_000_000);
  const stock = await makeStock(test.db, 2);
  const { sale } = await sell(buyer, order(stock));
  await setFourEyes(test.db, { fourEyesVoidPaisa: sale.amountPaisa - 1 });
  const undo = () => call('POST', `/api/v1/sales/${sale.reference}/void`, { reason }, buyer.key);
  expect(await undo()).toMatchObject({
    status: 403,
    body: { code: 'needs_second_person', detail: /not with an API key/ },
  });
  await setFourEyes(test.db, { fourEyesVoidPaisa: sale.amountPaisa });
  expect((await undo()).status).toBe(200);
  const { sale: other } = await sell(admin, order(stock));
  await voidSale(admin, { saleId: other.id, reason });
});

describe('the settings', () => {
  const off = noFourEyes;
  const on = { ...off, creditPaisa: 100, exportCodes: 10, freeCoupons: true };

  it('are switched on and lowered by one, raised and switched off by two', async () => {
    await updateFourEyes(admin, { ...on, was: off });
    await updateFourEyes(admin, { ...on, creditPaisa: 50, voidPaisa: 5, was: on });
    const now = await readFourEyes(test.db);
    expect(now).toEqual({ ...on, creditPaisa: 50, voidPaisa: 5 });
    for (const weaker of [{ creditPaisa: 51 }, { exportCodes: null }, { freeCoupons: false }, { voidPaisa: null }]) {
      await draftOf(updateFourEyes(admin, { ...now, ...weaker, was: now }));
    }
    expect(await readFourEyes(test.db)).toEqual(now);
    const id = await ask(admin, updateFourEyes(admin, { ...off, was: now }));
    expect(await approve(second, { id })).toMatchObject({ state: 'done' });
    expect(await readFourEyes(test.db)).toEqual(off);
  });

  it('are not overwritten by the person who saw others, nor by an approval of what they were before', async () => {
    await updateFourEyes(admin, { ...on, was: off });
    await expect(updateFourEyes(admin, { ...off, was: off })).rejects.toMatchObject({ reason: 'stale' });
    const id = await ask(admin, updateFourEyes(admin, { ...on, creditPaisa: null, was: on }));
    await updateFourEyes(second, { ...on, voidPaisa: 5, was: on });
    expect(await approve(second, { id })).toMatchObject({ state: 'failed', answer: /meanwhile/ });
    expect(await readFourEyes(test.db)).toEqual({ ...on, voidPaisa: 5 });
  });

  it('are switched on only where somebody else could approve, by a fresh proof', async () => {
    await test.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, second.actor.id));
    await expect(updateFourEyes(admin, { ...on, was: off })).rejects.toMatchObject({ reason: 'nobody_else' });
    await test.db.update(users).set({ disabledAt: null }).where(eq(users.id, second.actor.id));
    await test.sql`update settings set step_up_minutes = 5`;
    await test.db.update(sessions).set({ provenAt: null });
    await expect(updateFourEyes(admin, { ...on, was: off })).rejects.toBeInstanceOf(NeedsProof);
    await test.sql`update settings set step_up_minutes = 0`;
  });
});
