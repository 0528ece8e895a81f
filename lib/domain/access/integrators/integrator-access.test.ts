import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { listLastPurchases } from '@/lib/domain/sales/sales/list-last-purchases';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { disableIntegrator } from './disable-integrator';
import { getIntegrator } from './list-integrators';
import { revokeKey } from './revoke-key';

const database = openTestDatabase();
const admin = prepared(() => makeUserContext(database.db, 'admin'));

const hour = 60 * 60 * 1000;
const input = (name: string) => ({ name, scopes: ['nettv:sell' as const], creditPaisa: 0 });
const stateOf = async (key: string, at = new Date()) => (await verifyApiKey(database.db, key, at)).state;

describe('a key', () => {
  it('that is revoked is not accepted again, and its row stays', async () => {
    const { key, keyId, integratorId } = await createIntegratorKey(admin, input('Revoked'));
    expect(await stateOf(key)).toBe('ok');
    await revokeKey(admin, { keyId });
    await revokeKey(admin, { keyId });
    expect(await stateOf(key)).toBe('revoked');
    const { keys } = await getIntegrator(admin, { id: integratorId });
    expect(keys).toMatchObject([{ id: keyId, state: 'revoked', revokedAt: expect.any(String) }]);
    await expect(revokeKey(admin, { keyId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('expires at its time, which lies ahead when it is made', async () => {
    const expiresAt = new Date(Date.now() + hour);
    const { key, integratorId } = await createIntegratorKey(admin, {
      ...input('Expiring'),
      expiresAt: expiresAt.toISOString(),
    });
    expect(await stateOf(key)).toBe('ok');
    expect(await stateOf(key, expiresAt)).toBe('expired');
    const later = { ...admin, now: () => expiresAt };
    expect((await getIntegrator(later, { id: integratorId })).keys).toMatchObject([{ state: 'expired' }]);
    const past = createIntegratorKey(admin, { ...input('Past'), expiresAt: new Date(Date.now() - hour).toISOString() });
    await expect(past).rejects.toMatchObject({ fields: { expiresAt: [expect.any(String)] } });
  });
});

describe('an integrator', () => {
  it('that is switched off has no key that is accepted, until it is on again', async () => {
    const { key, integratorId: id } = await createIntegratorKey(admin, input('Off and on'));
    await disableIntegrator(admin, { id, disabled: true });
    await disableIntegrator(admin, { id, disabled: true });
    expect(await stateOf(key)).toBe('account_inactive');
    expect(await getIntegrator(admin, { id })).toMatchObject({ disabled: true });
    await disableIntegrator(admin, { id, disabled: false });
    expect(await stateOf(key)).toBe('ok');
    const unknown = disableIntegrator(admin, { id: 999_999, disabled: true });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows what it bought last, and nobody else', async () => {
    const stock = await makeStock(database.db, 3);
    const [buyer, other] = [await makeBuyer(database.db, 1_000_000), await makeBuyer(database.db, 1_000_000)];
    const [first, second] = [order(stock), order(stock)];
    await sell(buyer, first);
    await sell(other, order(stock));
    await sell(buyer, second);
    const purchases = await listLastPurchases(admin, { integratorId: buyer.actor.integratorId });
    expect(purchases.map(({ reference }) => reference)).toEqual([second.reference, first.reference]);
  });
});

it('support, viewers and keys neither revoke, nor switch off, nor look', async () => {
  const {
    key,
    keyId,
    integratorId: id,
  } = await createIntegratorKey(systemContext(database.db, 'tests'), input('Safe'));
  for (const ctx of [
    await makeUserContext(database.db, 'support'),
    await makeUserContext(database.db, 'viewer'),
    await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']),
  ]) {
    const forbidden = { code: 'forbidden' };
    await expect(revokeKey(ctx, { keyId })).rejects.toMatchObject(forbidden);
    await expect(disableIntegrator(ctx, { id, disabled: true })).rejects.toMatchObject(forbidden);
    await expect(getIntegrator(ctx, { id })).rejects.toMatchObject(forbidden);
    await expect(listLastPurchases(ctx, { integratorId: id })).rejects.toMatchObject(forbidden);
  }
  expect(await stateOf(key)).toBe('ok');
});
