import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { creditRequests } from '@/db/schema/credits';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { makeIntegrator, makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import {
  askForCredit,
  listOpenCreditRequests,
  listOwnCreditRequests,
  refuseCreditRequest,
  withdrawCreditRequest,
} from './credit-requests';
import { readBalance } from './get-balance';
import { topUpCredit } from './top-up-credit';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let partner: Awaited<ReturnType<typeof makeUserContext>>;
let integratorId: number;
beforeEach(async () => {
  integratorId = (await makeIntegrator(test.db)).id;
  partner = await makeUserContext(test.db, 'partner', undefined, integratorId);
});

const asked = { amountPaisa: 500_000, note: 'Paid by bank on 3 November' };
const stateOf = async () => (await listOwnCreditRequests(partner)).map(({ state }) => state);
const available = async () => (await readBalance(test.db, integratorId)).availablePaisa;

describe('a request for credit', () => {
  it('gives nothing, and is seen by those who can give', async () => {
    const { id } = await askForCredit(partner, asked);
    expect(await available()).toBe(0);
    expect(await listOpenCreditRequests(admin)).toMatchObject([{ id, integratorId, ...asked }]);
    expect(await stateOf()).toEqual(['open']);
    await refuseCreditRequest(admin, { id, reason: 'Nothing has arrived' });
    expect(await listOwnCreditRequests(partner)).toMatchObject([{ state: 'refused', answer: 'Nothing has arrived' }]);
    expect(await available()).toBe(0);
  });

  it('is granted once by a top-up, of whatever amount', async () => {
    const { id } = await askForCredit(partner, asked);
    const topUp = { integratorId, amountPaisa: 300_000, reason: 'By bank', requestId: id };
    const answers = await Promise.allSettled([topUpCredit(admin, topUp), topUpCredit(admin, topUp)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await available()).toBe(300_000);
    expect(await listOwnCreditRequests(partner)).toMatchObject([{ state: 'granted', grantedPaisa: 300_000 }]);
    await expect(refuseCreditRequest(admin, { id, reason: 'No' })).rejects.toMatchObject({ reason: 'request_ended' });
    const [row] = await test.db.select().from(creditRequests).where(eq(creditRequests.id, id));
    expect(row?.mailDue).toBe(true);
  });

  it('is not granted by a top-up of another integrator, which then gives nothing', async () => {
    const { id } = await askForCredit(partner, asked);
    const other = (await makeKeyContext(test.db, [])).actor.integratorId;
    const topUp = topUpCredit(admin, { integratorId: other, amountPaisa: 1, reason: 'By bank', requestId: id });
    await expect(topUp).rejects.toBeInstanceOf(NotFound);
    expect((await readBalance(test.db, other)).availablePaisa).toBe(0);
    expect(await stateOf()).toEqual(['open']);
  });

  it('is one at a time, and can be withdrawn by people of the integrator alone', async () => {
    const { id } = await askForCredit(partner, asked);
    await expect(askForCredit(partner, asked)).rejects.toMatchObject({ reason: 'open_request' });
    const other = await makeUserContext(test.db, 'partner');
    await expect(withdrawCreditRequest(other, { id })).rejects.toBeInstanceOf(NotFound);
    expect(await listOwnCreditRequests(other)).toEqual([]);
    await withdrawCreditRequest(partner, { id });
    await askForCredit(partner, asked);
    expect(await stateOf()).toEqual(['open', 'withdrawn']);
  });

  it.each(['supervisor', 'support', 'viewer', 'partner'] as const)('is not answered by %s', async (role) => {
    const { id } = await askForCredit(partner, asked);
    const ctx = await makeUserContext(test.db, role);
    await expect(refuseCreditRequest(ctx, { id, reason: 'No' })).rejects.toBeInstanceOf(Forbidden);
    await expect(listOpenCreditRequests(ctx)).rejects.toBeInstanceOf(Forbidden);
    const topUp = topUpCredit(ctx, { integratorId, amountPaisa: 1, reason: 'Mine', requestId: id });
    await expect(topUp).rejects.toBeInstanceOf(Forbidden);
    expect(await stateOf()).toEqual(['open']);
  });

  it.each(['admin', 'supervisor', 'support', 'viewer'] as const)(
    'is not made by %s, who is no partner',
    async (role) => {
      const ctx = await makeUserContext(test.db, role);
      await expect(askForCredit(ctx, asked)).rejects.toBeInstanceOf(Forbidden);
    },
  );
});
