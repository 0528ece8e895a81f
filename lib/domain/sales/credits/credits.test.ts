import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { csvLinesOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { correctCredit } from './correct-credit';
import { exportOwnStatement, exportStatement } from './export-statement';
import { getOwnBalance } from './get-balance';
import { listStatement } from './list-statement';
import { correctCreditInput, setCreditTermsInput } from './schemas';
import { setCreditTerms } from './set-credit-terms';
import { topUpCredit } from './top-up-credit';

const database = openTestDatabase({ max: 10 });
const admin = prepared(() => makeUserContext(database.db, 'admin'));

const actionsOn = async (integratorId: number) => {
  const about = and(eq(auditEvents.subjectKind, 'integrator'), eq(auditEvents.subjectId, integratorId));
  return (await database.db.select().from(auditEvents).where(about)).map((row) => row.action);
};

async function makeAccount(creditPaisa: number) {
  const buyer = await makeBuyer(database.db, creditPaisa);
  return { buyer, integratorId: buyer.actor.integratorId };
}

/** Every balance is the sum of its transfers, and the four of an integrator add up to 0. */
async function expectLedgerAddsUp(): Promise<void> {
  const wrong = await database.sql`select a.id from credit_accounts a
    where a.balance_paisa <> (select coalesce(sum(case when t.to_account_id = a.id then t.amount_paisa
      else -t.amount_paisa end), 0) from credit_transfers t where a.id in (t.from_account_id, t.to_account_id))`;
  expect(wrong).toHaveLength(0);
  const uneven =
    await database.sql`select integrator_id from credit_accounts group by 1 having sum(balance_paisa) <> 0`;
  expect(uneven).toHaveLength(0);
}

describe('a correction', () => {
  it('goes up and down, with its reason in the statement and in the activity', async () => {
    const { integratorId } = await makeAccount(10_000);
    expect(await correctCredit(admin, { integratorId, amountPaisa: 5_000, reason: 'Typed one zero less' })).toEqual({
      availablePaisa: 15_000,
    });
    await correctCredit(admin, { integratorId, amountPaisa: -15_000, reason: 'Paid by another company' });
    const { entries } = await listStatement(admin, { integratorId });
    expect(
      entries.map(({ kind, amountPaisa, balancePaisa, reason }) => [kind, amountPaisa, balancePaisa, reason]),
    ).toEqual([
      ['correction', -15_000, 0, 'Paid by another company'],
      ['correction', 5_000, 15_000, 'Typed one zero less'],
      ['top_up', 10_000, 10_000, 'test'],
    ]);
    expect(await actionsOn(integratorId)).toEqual(['credit.topped_up', 'credit.corrected', 'credit.corrected']);
  });

  it('never takes more than credit and limit hold, and then changes nothing', async () => {
    const { integratorId } = await makeAccount(100);
    const take = { integratorId, amountPaisa: -101, reason: 'too much' };
    await expect(correctCredit(admin, take)).rejects.toMatchObject({ fields: { amountPaisa: [expect.any(String)] } });
    expect((await getIntegrator(admin, { id: integratorId })).availablePaisa).toBe(100);
    expect((await listStatement(admin, { integratorId })).entries).toHaveLength(1);
    await setCreditTerms(admin, { integratorId, limitPaisa: 1, lowCreditPaisa: null });
    expect(await correctCredit(admin, take)).toMatchObject({ availablePaisa: -1 });
  });

  it('is neither 0 nor without a reason', () => {
    const refused = correctCreditInput.safeParse({ integratorId: 1, amountPaisa: 0, reason: ' ' });
    expect(refused.error?.issues.map(({ path }) => path[0])).toEqual(['amountPaisa', 'reason']);
    expect(setCreditTermsInput.safeParse({ integratorId: 1, limitPaisa: -1, lowCreditPaisa: null }).success).toBe(
      false,
    );
  });
});

describe('the terms', () => {
  it('allow an overdraft, down to the limit and no further', async () => {
    const { buyer, integratorId } = await makeAccount(100_000);
    const stock = await makeStock(database.db, 3, { amountPaisa: 100_000 });
    const terms = { integratorId, limitPaisa: 100_000, lowCreditPaisa: 50_000 };
    await setCreditTerms(admin, terms);
    await setCreditTerms(admin, terms);
    await sell(buyer, order(stock));
    await sell(buyer, order(stock));
    await expect(sell(buyer, order(stock))).rejects.toMatchObject({ reason: 'insufficient_credit' });
    expect(await getIntegrator(admin, { id: integratorId })).toMatchObject({
      availablePaisa: -100_000,
      limitPaisa: 100_000,
      lowCreditPaisa: 50_000,
      isLow: true,
    });
    const lower = setCreditTerms(admin, { ...terms, limitPaisa: 99_999 });
    await expect(lower).rejects.toMatchObject({ fields: { limitPaisa: [expect.any(String)] } });
    expect((await getIntegrator(admin, { id: integratorId })).limitPaisa).toBe(100_000);
    expect(await actionsOn(integratorId)).toEqual(['credit.topped_up', 'credit.terms_set']);
  });

  it('50 buyers at once on one account with a limit never pass it', async () => {
    const { buyer, integratorId } = await makeAccount(1_000_000);
    const stock = await makeStock(database.db, 60, { amountPaisa: 100_000 });
    await setCreditTerms(admin, { integratorId, limitPaisa: 550_000, lowCreditPaisa: null });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => sell(buyer, order(stock))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: -500_000, consumedPaisa: 1_500_000 });
    await expectLedgerAddsUp();
  });

  it('hold while purchases, corrections and top-ups meet', async () => {
    const { buyer, integratorId } = await makeAccount(500_000);
    const stock = await makeStock(database.db, 40, { amountPaisa: 50_000 });
    await Promise.allSettled(
      Array.from({ length: 60 }, async (_, index) => {
        if (index % 3 === 0) return sell(buyer, order(stock));
        if (index % 3 === 1) return correctCredit(admin, { integratorId, amountPaisa: -70_000, reason: 'race' });
        return topUpCredit(admin, { integratorId, amountPaisa: 30_000, reason: 'race' });
      }),
    );
    const { availablePaisa } = await getIntegrator(admin, { id: integratorId });
    expect(availablePaisa).toBeGreaterThanOrEqual(0);
    const { entries, closingPaisa } = await listStatement(admin, { integratorId });
    expect(closingPaisa).toBe(availablePaisa);
    expect(entries.every(({ balancePaisa }) => (balancePaisa ?? -1) >= 0)).toBe(true);
    await expectLedgerAddsUp();
  });
});

describe('a statement', () => {
  /** The first moment of that day of October in Kathmandu. */
  const at = (day: number): Context => ({ ...admin, now: () => new Date(Date.UTC(2026, 9, day - 1, 18, 15)) });

  it('has the credit before and after the days that are asked for', async () => {
    const { integratorId } = await makeAccount(0);
    for (const day of [1, 2, 3, 4]) {
      await topUpCredit(at(day), { integratorId, amountPaisa: day * 100, reason: `day ${day}` });
    }
    const span = { integratorId, from: '2026-10-02', to: '2026-10-03' };
    const { entries, ...ends } = await listStatement(admin, span);
    expect(ends).toEqual({ openingPaisa: 100, closingPaisa: 600, next: null, previous: null });
    expect(entries.map(({ reason, balancePaisa }) => [reason, balancePaisa])).toEqual([
      ['day 3', 600],
      ['day 2', 300],
    ]);
    const none = { integratorId, from: '2026-11-01' };
    expect(await listStatement(admin, none)).toEqual({
      openingPaisa: 1_000,
      closingPaisa: 1_000,
      entries: [],
      next: null,
      previous: null,
    });
    const backwards = { integratorId, from: '2026-10-03', to: '2026-10-02' };
    for (const read of [listStatement, exportStatement]) {
      await expect(read(admin, backwards)).rejects.toMatchObject({
        fields: { to: ['Give a day that is not before the first.'] },
      });
    }
  });

  it('pages without losing an entry, and every page continues from the credit of the last', async () => {
    const { integratorId } = await makeAccount(0);
    for (let serial = 1; serial <= 101; serial += 1) {
      await topUpCredit(admin, { integratorId, amountPaisa: serial, reason: `no ${serial}` });
    }
    const seen: number[] = [];
    const firsts: (number | undefined)[] = [];
    const back: (number | null | undefined)[] = [];
    let balance = (101 * 102) / 2;
    for (let before: number | undefined, more = true; more; ) {
      const page = await listStatement(admin, { integratorId, ...(before ? { before } : {}) });
      for (const entry of page.entries) {
        expect(entry.balancePaisa).toBe(balance);
        balance -= entry.amountPaisa ?? 0;
        seen.push(entry.amountPaisa ?? 0);
      }
      firsts.push(page.entries[0]?.id);
      back.push(page.previous?.before);
      more = page.next !== null;
      before = page.next ?? undefined;
    }
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => 101 - index));
    expect(balance).toBe(0);
    expect(back.slice(0, 2)).toEqual([undefined, null]);
    const second = await listStatement(admin, { integratorId, before: back[2] ?? 0 });
    expect(second.entries[0]?.id).toBe(firsts[1]);
  });

  it('names the purchases by their references and goes out as CSV, debts as numbers', async () => {
    const { buyer, integratorId } = await makeAccount(100_050);
    await setCreditTerms(admin, { integratorId, limitPaisa: 200_000, lowCreditPaisa: null });
    const bought = order(await makeStock(database.db, 1));
    await sell(buyer, bought);
    const lines = await csvLinesOf(await exportStatement(admin, { integratorId }));
    expect(lines[0]).toBe('time,time_local,what,amount,credit,currency,reference,reason,by');
    expect(lines[1]).toBe(',,closing,,-999.5,NPR,,,');
    expect(lines[2]).toMatch(new RegExp(`,purchase,-2000,-999.5,NPR,${bought.reference},,`));
    expect(lines[3]).toMatch(/,top_up,1000.5,1000.5,NPR,,test,tests$/);
    expect(lines[4]).toBe(',,opening,,0,NPR,,,');

    const partner = await makeUserContext(database.db, 'partner', undefined, integratorId);
    const own = await csvLinesOf(await exportOwnStatement(partner, {}));
    // As the whole one, without who moved the credit.
    expect(own).toEqual(lines.map((line) => line.slice(0, line.lastIndexOf(','))));
    await expect(exportOwnStatement(admin, {})).rejects.toBeInstanceOf(Forbidden);
    await expect(exportStatement(partner, { integratorId })).rejects.toBeInstanceOf(Forbidden);
  });
});

it('support, viewers and keys neither correct, nor set terms, nor read statements', async () => {
  const { integratorId } = await makeAccount(1_000);
  for (const ctx of [
    await makeUserContext(database.db, 'support'),
    await makeUserContext(database.db, 'viewer'),
    await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']),
  ]) {
    const forbidden = { code: 'forbidden' };
    await expect(correctCredit(ctx, { integratorId, amountPaisa: 1, reason: 'x' })).rejects.toMatchObject(forbidden);
    const terms = { integratorId, limitPaisa: 5, lowCreditPaisa: null };
    await expect(setCreditTerms(ctx, terms)).rejects.toMatchObject(forbidden);
    await expect(listStatement(ctx, { integratorId })).rejects.toMatchObject(forbidden);
    await expect(exportStatement(ctx, { integratorId })).rejects.toMatchObject(forbidden);
  }
  const unknown = { integratorId: 999_999, amountPaisa: 1, reason: 'x' };
  await expect(correctCredit(systemContext(database.db, 'tests'), unknown)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await getIntegrator(admin, { id: integratorId })).availablePaisa).toBe(1_000);
});
