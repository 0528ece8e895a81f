import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessions } from '@/db/schema/team';
import { Conflict, NeedsProof, NeedsSecondPerson } from '@/lib/core/errors';
import { setSecurity } from '@/lib/domain/access/factors/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeIntegrator, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { approve } from './approve';
import { ask, draftOf, letIn, provideLimits, setFourEyes } from './testing';

const { test, second, call } = provideLimits();
const khalti = prepared(connectKhalti);
const product = prepared(() => offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 200 }));
const stock: Stock = prepared(() => makeStock(test.db, 80, { amountPaisa: 200_00 }));
const reason = 'tests';
const hour = 3_600_000;
const most = 500_00;
const tooMuch = /^Money back above Rs.500 within a day needs a second person\./;
let clock: { at: Date };
let person: Context<UserActor>;

beforeEach(async () => {
  clock = { at: new Date() };
  person = await makeUserContext(test.db, 'admin', () => clock.at);
  await setFourEyes(test.db, { fourEyesVoidPaisa: most });
  await setSecurity(test.db, { stepUpMinutes: 0, voidProofPaisa: null });
});

const turn = async (hours: number) => {
  clock.at = new Date(clock.at.getTime() + hours * hour);
  await test.db.update(sessions).set({ provenAt: clock.at });
};
const sold = async (by: Context<KeyActor | UserActor>) => (await sell(by, order(stock))).sale.id;
const undo = async (by = person) => voidSale(by, { saleId: await sold(by), reason });
const goodwill = async (amountPaisa: number, by = person) => {
  const { id: productId, amountPaisa: expectedAmountPaisa } = product;
  const { sale } = await sell(by, { reference: randomUUID(), productId, expectedAmountPaisa });
  return giveGoodwill(by, { saleId: sale.id, amountPaisa, reason });
};

describe('money back of one person within a day', () => {
  it('counts together, voids and goodwill, without what was approved', async () => {
    await undo();
    await goodwill(100_00);
    await undo();
    const refused = undo();
    await expect(refused).rejects.toThrow(tooMuch);
    expect(await approve(second, { id: await ask(person, refused) })).toMatchObject({ state: 'done' });
    await expect(goodwill(1)).rejects.toThrow(tooMuch);
    await undo(await makeUserContext(test.db, 'admin'));
    await turn(23);
    await draftOf(undo());
    await turn(2);
    await undo();
  });

  it('of many at the same instant only those up to the amount are done', async () => {
    const saleIds = await Promise.all(Array.from({ length: 5 }, () => sold(person)));
    const done = await Promise.allSettled(saleIds.map((saleId) => voidSale(person, { saleId, reason })));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const one of done) {
      if (one.status === 'fulfilled') continue;
      expect(one.reason instanceof NeedsSecondPerson || one.reason instanceof Conflict).toBe(true);
    }
  });

  it('counts with the accounts that they let in within a week, at one instant too', async () => {
    const [account, sibling, stranger] = [await letIn(person), await letIn(person), await letIn(second)];
    await undo();
    await undo(account);
    for (const by of [person, account, sibling]) await draftOf(undo(by));
    await undo(stranger);
    await turn(25);
    await undo();
    const saleIds = await Promise.all([person, account, sibling].map(sold));
    const both = [account, sibling].map((by, at) => voidSale(by, { saleId: saleIds[at + 1] ?? 0, reason }));
    expect((await Promise.allSettled(both)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await turn(8 * 24);
    await undo();
    await undo(account);
    await undo();
    await undo(account);
  });

  it('counts over the keys of one integrator, and those that a person made', async () => {
    const buyer = await makeBuyer(test.db, 100_000_00);
    const { integratorId: id, integratorName: name } = buyer.actor;
    const voided = async (key: string) => {
      const { sale } = await sell(buyer, order(stock));
      return call('POST', `/api/v1/sales/${sale.reference}/void`, { reason }, key);
    };
    const further = await makeKeyOf(test.db, { id, name }, ['nettv:sell']);
    expect((await voided(buyer.key)).status).toBe(200);
    const { key } = await createIntegratorKey(person, { name, scopes: ['nettv:sell'], creditPaisa: 0 });
    expect((await voided(key)).status).toBe(200);
    const refused = { status: 403, body: { code: 'needs_second_person', detail: expect.stringContaining('API key') } };
    for (const one of [buyer.key, further.key, key]) expect(await voided(one)).toMatchObject(refused);
    await undo();
    await draftOf(undo());
  });

  it('asks for a fresh proof above the amount of proofs', async () => {
    await setFourEyes(test.db, { fourEyesVoidPaisa: null });
    await setSecurity(test.db, { stepUpMinutes: 5, voidProofPaisa: 300_00 });
    await test.db.update(sessions).set({ provenAt: null });
    await undo();
    await expect(undo()).rejects.toBeInstanceOf(NeedsProof);
    await setSecurity(test.db, { voidProofPaisa: 400_00 });
    await undo();
  });
});

describe("an integrator's credit of accounts of one hand", () => {
  const give = (by: Context<UserActor>, integratorId: number, amountPaisa: number) =>
    topUpCredit(by, { integratorId, amountPaisa, reason });

  it('counts together, also as a limit and with a key, and of one person no further than before', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const { id, name } = await makeIntegrator(test.db);
    const [account, sibling, stranger] = [await letIn(person), await letIn(person), await letIn(second)];
    await give(person, id, 60);
    await expect(give(account, id, 41)).rejects.toThrow(/within a day needs a second person/);
    await draftOf(setCreditTerms(sibling, { integratorId: id, limitPaisa: 41, lowCreditPaisa: null }));
    await expect(createIntegratorKey(sibling, { name, scopes: ['nettv:sell'], creditPaisa: 41 })).rejects.toMatchObject(
      { fields: { creditPaisa: [/needs a second person/] } },
    );
    await give(account, id, 40);
    for (const by of [person, account, sibling]) await draftOf(give(by, id, 1));
    await give(stranger, id, 100);
    await give(person, (await makeIntegrator(test.db)).id, 100);
  });

  it('of two of them at the same instant is given once', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const { id } = await makeIntegrator(test.db);
    const account = await letIn(person);
    const done = await Promise.allSettled([person, account].map((by) => give(by, id, 60)));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readBalance(test.db, id)).availablePaisa).toBe(60);
  });
});
