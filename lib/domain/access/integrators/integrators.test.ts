import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { creditAccounts, creditTransfers } from '@/db/schema/credits';
import { openTestDatabase } from '@/db/testing';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { moveCredit } from '@/lib/domain/sales/credits/move-credit';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { listIntegrators } from './list-integrators';
import { setCustomerMessages } from './set-customer-messages';

const database = openTestDatabase();

const input = (name: string, creditPaisa = 0) => ({ name, scopes: ['nettv:sell' as const], creditPaisa });

describe('a key', () => {
  it('opens its integrator with credit, and only its digest is kept', async () => {
    const admin = await makeUserContext(database.db, 'admin');
    const { key, integratorId } = await createIntegratorKey(admin, input('Alpha', 1_000_000));
    const check = await verifyApiKey(database.db, key, new Date());
    expect(check).toMatchObject({
      state: 'ok',
      actor: { integratorId, integratorName: 'Alpha', scopes: ['nettv:sell'] },
    });
    expect(await readBalance(database.db, integratorId)).toEqual({
      availablePaisa: 1_000_000,
      heldPaisa: 0,
      consumedPaisa: 0,
    });
    const kept = await database.sql`select from api_keys k where position(${key} in k::text) > 0`;
    expect(kept).toHaveLength(0);
  });

  it('ends after a year unless something else is said, and keeps the coupons and networks it is limited to', async () => {
    const now = new Date('2026-11-28T10:00:00Z');
    const admin = await makeUserContext(database.db, 'admin', () => now);
    const { integratorId } = await createIntegratorKey(admin, input('Limited'));
    await createIntegratorKey(admin, { ...input('Limited'), expiresAt: null });
    const [one, two] = [await makeCoupon(database.db), await makeCoupon(database.db)];
    const limits = { couponIds: [one.id, one.id, two.id], networks: ' 203.0.113.0/24, 2001:db8::1 ' };
    await createIntegratorKey(admin, { ...input('Limited'), ...limits });
    const [listed] = (await listIntegrators(admin)).filter(({ id }) => id === integratorId);
    expect(listed?.keys).toMatchObject([
      { expiresAt: '2027-11-28T10:00:00.000Z', couponLimit: 'own', coupons: [], networks: [] },
      { expiresAt: null },
      {
        expiresAt: '2027-11-28T10:00:00.000Z',
        coupons: [
          { id: one.id, name: one.code },
          { id: two.id, name: two.code },
        ],
        networks: ['203.0.113.0/24', '2001:db8::1'],
      },
    ]);
    await expect(createIntegratorKey(admin, { ...input('Limited'), couponIds: [999_999] })).rejects.toMatchObject({
      fields: { couponIds: [expect.stringContaining('does not exist')] },
    });
    for (const networks of ['0.0.0.0/0', '203.0.113.0/24 ::/0']) {
      await expect(createIntegratorKey(admin, { ...input('Limited'), networks })).rejects.toMatchObject({
        fields: { networks: [expect.stringContaining('holds every address')] },
      });
    }
    for (const networks of ['203.0.113.0/33', 'example.com', '10.0.0.1/8/8']) {
      await expect(createIntegratorKey(admin, { ...input('Limited'), networks })).rejects.toMatchObject({
        fields: { networks: [expect.stringContaining('is no address such as')] },
      });
    }
  });

  it('for a name that is known is a further one, and its credit is added', async () => {
    const admin = await makeUserContext(database.db, 'admin');
    const first = await createIntegratorKey(admin, input('Beta', 100));
    const second = await createIntegratorKey(admin, input('BETA', 23));
    expect(second.integratorId).toBe(first.integratorId);
    expect(second.key).not.toBe(first.key);
    expect((await readBalance(database.db, first.integratorId)).availablePaisa).toBe(123);
    const listed = (await listIntegrators(admin)).find((row) => row.id === first.integratorId);
    expect(listed).toMatchObject({
      name: 'Beta',
      availablePaisa: 123,
      keys: [{ state: 'active' }, { state: 'active' }],
    });
  });

  it('is made once per call also when two are made at once', async () => {
    const system = systemContext(database.db, 'tests');
    const made = await Promise.all(Array.from({ length: 8 }, () => createIntegratorKey(system, input('Gamma', 10))));
    expect(new Set(made.map((key) => key.integratorId)).size).toBe(1);
    expect((await readBalance(database.db, made[0]?.integratorId ?? 0)).availablePaisa).toBe(80);
  });
});

describe('credit', () => {
  it('is topped up, and the four accounts add up to zero', async () => {
    const admin = await makeUserContext(database.db, 'admin');
    const { integratorId } = await createIntegratorKey(admin, input('Delta', 500));
    const topUp = { integratorId, amountPaisa: 1_500, reason: 'Bank transfer 17' };
    expect(await topUpCredit(admin, topUp)).toMatchObject({ availablePaisa: 2_000 });
    const accounts = await database.db
      .select()
      .from(creditAccounts)
      .where(eq(creditAccounts.integratorId, integratorId));
    expect(accounts).toHaveLength(4);
    expect(accounts.reduce((sum, account) => sum + account.balancePaisa, 0)).toBe(0);
    const available = accounts.find((account) => account.kind === 'available')?.id ?? 0;
    const transfers = await database.db
      .select()
      .from(creditTransfers)
      .where(eq(creditTransfers.toAccountId, available));
    expect(transfers.map((row) => [row.amountPaisa, row.kind, row.reason])).toEqual([
      [500, 'top_up', 'With a new key'],
      [1_500, 'top_up', 'Bank transfer 17'],
    ]);
    await expect(topUpCredit(admin, { ...topUp, integratorId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('never falls below its floor', async () => {
    const system = systemContext(database.db, 'tests');
    const { integratorId } = await createIntegratorKey(system, input('Epsilon', 100));
    const move = { integratorId, from: 'available', to: 'funding', amountPaisa: 101, kind: 'correction' } as const;
    await expect(moveCredit(system, move)).rejects.toMatchObject({ reason: 'insufficient_credit' });
    expect((await readBalance(database.db, integratorId)).availablePaisa).toBe(100);
  });
});

it('support, viewers and keys neither make keys nor top up nor list', async () => {
  const { integratorId } = await createIntegratorKey(systemContext(database.db, 'tests'), input('Zeta'));
  const key = await makeKeyContext(database.db, ['coupons:write', 'nettv:sell']);
  for (const ctx of [
    await makeUserContext(database.db, 'support'),
    await makeUserContext(database.db, 'viewer'),
    key,
  ]) {
    const forbidden = { code: 'forbidden' };
    await expect(createIntegratorKey(ctx, input('Eta'))).rejects.toMatchObject(forbidden);
    await expect(topUpCredit(ctx, { integratorId, amountPaisa: 1, reason: 'x' })).rejects.toMatchObject(forbidden);
    await expect(listIntegrators(ctx)).rejects.toMatchObject(forbidden);
  }
});

describe('the messages to the customers of an integrator', () => {
  it('are its own business until the desk is asked to send them, which is written down', async () => {
    const admin = await makeUserContext(database.db, 'admin');
    const { integratorId: id } = await createIntegratorKey(admin, input('Messages'));
    const areSent = async () => (await listIntegrators(admin)).find((row) => row.id === id)?.customerMessages;
    expect(await areSent()).toBe(false);
    for (const sent of [true, true]) await setCustomerMessages(admin, { id, sent });
    expect(await areSent()).toBe(true);
    const written = await database.sql`
      select data from audit_events where action = 'integrator.messages_set' and subject_id = ${id}`;
    expect(written.map(({ data }) => data)).toEqual([{ sent: true }]);
    await expect(setCustomerMessages(admin, { id: 999_999, sent: true })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are chosen by those alone who can change integrators', async () => {
    const { actor } = await makeKeyContext(database.db, ['nettv:sell']);
    const choice = { id: actor.integratorId, sent: true };
    for (const ctx of [
      await makeUserContext(database.db, 'supervisor'),
      await makeUserContext(database.db, 'viewer'),
      { ...systemContext(database.db, 'test'), actor },
    ]) {
      await expect(setCustomerMessages(ctx, choice)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
